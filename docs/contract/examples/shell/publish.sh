#!/usr/bin/env bash
# Report a project's progress to redcard, and wait until its fate is known. Needs bash and nothing else.
#
#     bash publish.sh PROJECT MONTH INVESTMENT          bash publish.sh P0142 2026-01 2800.50
#
# NATS_URL         where NATS listens    nats://127.0.0.1:4222
# REDCARD_SOURCE   who you are           my-bureau
#
# It speaks the text protocol of NATS by itself, so it is for a server that asks for no key and no TLS; elsewhere use
# the `nats` command line, or one of the other examples.
# Ends with 0 if the report was accepted, with 1 if not, with 2 if nobody answered.
set -euo pipefail
export LC_ALL=C  # lengths are bytes

[ $# -eq 3 ] || { echo "bash publish.sh PROJECT MONTH INVESTMENT" >&2; exit 2; }
project=$1 month=$2 investment=$3
source=${REDCARD_SOURCE:-my-bureau}
url=${NATS_URL:-nats://127.0.0.1:4222}
address=${url#*://}
attempts=5 patience=5

# The same report has the same id, whenever it is sent: redcard counts it once.
id="$project-$month"
body=$(printf '{"id": "%s", "data": {"project": "%s", "month": "%s", "money_unit": "CNY-10k", "investment": "%s"}}' \
    "$id" "$project" "$month" "$investment")

say() { printf '%s\r\n' "$1" >&3; }

# Waits for the receipt and leaves it in $receipt.
hear() {
    local line words headers payload
    while IFS= read -r -t "$patience" -u 3 line; do
        line=${line%$'\r'}
        read -r -a words <<<"$line"
        case ${words[0]:-} in
        PING) say PONG ;;
        -ERR) echo "$line" >&2; return 1 ;;
        MSG | HMSG)  # subject, number of the subscription, subject for answers (if any), bytes of headers (HMSG), bytes
            headers=0
            if [ "${words[0]}" = HMSG ]; then headers=${words[-2]}; fi
            IFS= read -r -t "$patience" -N "${words[-1]}" -u 3 payload
            IFS= read -r -t "$patience" -u 3 line
            if [ "${words[2]}" = 2 ]; then receipt=${payload:headers}; return 0; fi
            case $payload in
            NATS/1.0\ 503*) echo "no stream takes this: is redcard provisioned?" >&2; return 1 ;;
            *'"error"'*) echo "not stored: $payload" >&2; return 1 ;;
            esac
            ;;
        esac
    done
    echo "nothing within $patience s" >&2
    return 1
}

publish() {
    local stored=_INBOX.$source.$RANDOM$RANDOM
    exec 3<>"/dev/tcp/${address%:*}/${address##*:}" || return 1
    say 'CONNECT {"verbose": false, "pedantic": false, "headers": true, "no_responders": true, "lang": "bash"}'
    say "SUB $stored 1"
    say "SUB redcard.receipt.$source.$id 2"
    say "PUB redcard.in.$source.progress-reported $stored ${#body}"
    say "$body"
    hear
}

for attempt in $(seq "$attempts"); do
    if publish; then
        printf '%s\n' "$receipt"
        case $receipt in *'"outcome":"accepted"'*) exit 0 ;; *) exit 1 ;; esac
    fi
    echo "attempt $attempt failed" >&2
done
exit 2
