// Report a project's progress to redcard, and wait until its fate is known. First: npm ci
//
//     node publish.mjs PROJECT MONTH INVESTMENT        node publish.mjs P0142 2026-01 2800.50
//
// NATS_URL              where NATS listens              nats://127.0.0.1:4222
// REDCARD_SOURCE        who you are                     my-bureau
// NATS_NKEY_SEED_FILE   your key, if NATS asks for one
//
// Ends with 0 if the report was accepted, with 1 if not, with 2 if nobody answered.

import { readFileSync } from "node:fs";
import { jetstream } from "@nats-io/jetstream";
import { connect, nkeyAuthenticator } from "@nats-io/transport-node";

const SOURCE = process.env.REDCARD_SOURCE ?? "my-bureau";
const ATTEMPTS = 5;
const PATIENCE_MS = 5000;

// The same report has the same id, whenever it is sent: redcard counts it once.
function message(project, month, investment) {
  return {
    id: `${project}-${month}`,
    time: new Date().toISOString(),
    // Money is text: a JavaScript number would not keep it exact.
    data: { project, month, money_unit: "CNY-10k", investment },
  };
}

// Publish until there is a receipt; each time with the very same bytes.
async function publish(client, kind, content) {
  const body = JSON.stringify(content);
  const subject = `redcard.receipt.${SOURCE}.${content.id}`;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const receipt = first(client.subscribe(subject, { max: 1, timeout: PATIENCE_MS }));
      // Whatever goes wrong before we come to wait for it is told below.
      receipt.catch(() => {});
      await jetstream(client).publish(`redcard.in.${SOURCE}.${kind}`, body, { timeout: PATIENCE_MS });
      return await receipt;
    } catch (error) {
      console.error(`attempt ${attempt}: ${error.message}`);
    }
  }
  return null;
}

async function first(subscription) {
  for await (const answer of subscription) {
    return answer.json();
  }
  throw new Error("the connection was closed");
}

async function report(project, month, investment) {
  const seedFile = process.env.NATS_NKEY_SEED_FILE;
  const client = await connect({
    servers: process.env.NATS_URL ?? "nats://127.0.0.1:4222",
    inboxPrefix: `_INBOX.${SOURCE}`,
    authenticator: seedFile && nkeyAuthenticator(new TextEncoder().encode(readFileSync(seedFile, "utf8").trim())),
  });
  try {
    return await publish(client, "progress-reported", message(project, month, investment));
  } finally {
    await client.close();
  }
}

const told = process.argv.slice(2);
if (told.length !== 3) {
  console.error("node publish.mjs PROJECT MONTH INVESTMENT");
  process.exit(2);
}
const receipt = await report(...told).catch((error) => console.error(error.message));
if (receipt) {
  console.log(JSON.stringify(receipt));
}
process.exitCode = !receipt ? 2 : receipt.outcome === "accepted" ? 0 : 1;
