"""What the papers and the terminal say of each fact: what it is, and its story; Chinese first, then English.

Places in braces are the fact's own fields, set as text; `{number}`, `{step_number}`, `{ground}` and the like are looked
up in the register (`telling.py`).
"""

from collections.abc import Mapping
from typing import Final

Pair = tuple[str, str]

FACTS: Final[Mapping[str, tuple[Pair, Pair]]] = {
    "card.issued": (
        ("{month}{card}", "{card} card for {month}"),
        (
            "{scored}第{rank}名（共{rank_of}个项目），连续{streak}个月{card}。",
            "{scored}rank {rank} of {rank_of}; {streak} running.",
        ),
    ),
    "card.withdrawn": (
        ("撤回{month}{card}", "{card} card for {month} withdrawn"),
        (
            "因异议{objection}成立，第{position}条所载{card}撤回。",
            "Objection {objection} upheld: the card at {position} goes.",
        ),
    ),
    "card.overridden": (
        ("{month}牌色改定为{card}", "{month}: a leader's card, {card}"),
        ("{overridden_by}（{office}）改定：{reason}", "{overridden_by} ({office}): {reason}"),
    ),
    "objection.raised": (
        ("对{month}评牌提出异议（{objection}）", "objection {objection} to the card of {month}"),
        ("{raised_by}：{ground}", "{raised_by}: {ground}"),
    ),
    "objection.decided": (
        ("异议{objection}{upheld}", "objection {objection} {upheld}"),
        ("{decided_by}：{reason}", "{decided_by}: {reason}"),
    ),
    "reminder.issued": (
        ("提醒", "reminder"),
        ("{ground}，由{decided_by}提醒{responsible_unit}。", "{ground}; {decided_by} reminds {responsible_unit}."),
    ),
    "supervision-order.issued": (
        ("督办单（{number}）", "supervision order {number}"),
        (
            "{ground}。由{decided_by}督办{responsible_unit}：{plan_due_on}前报整改方案，整改结果期限{result_due_on}。",
            "{ground}. {decided_by} orders {responsible_unit}: plan by {plan_due_on}, proof by {result_due_on}.",
        ),
    ),
    "interview.ordered": (
        ("约谈通知书（{number}）", "interview notice {number}"),
        ("{ground}。由{decided_by}于{hold_by}前约谈。", "{ground}. {decided_by} holds it by {hold_by}."),
    ),
    "accountability.opened": (
        ("启动问责（{number}）", "accountability {number} opened"),
        ("{ground}。由{decided_by}于{conclude_by}前提出结论。", "{ground}. {decided_by} concludes by {conclude_by}."),
    ),
    "ground.joined": (
        ("并入{step_number}的依据", "ground joined to {step_number}"),
        ("{ground}，并入已在办理的{step}，不另行发文。", "{ground}; joined to the {step} under way."),
    ),
    "step.withdrawn": (
        ("撤销{step}（{step_number}）", "{step} {step_number} withdrawn"),
        ("自{withdrawn_on}起撤销：{undoing}。", "Withdrawn from {withdrawn_on}: {undoing}."),
    ),
    "order.answered": (
        ("督办答复：{kind}", "answer to the order: {kind}"),
        ("{answered_by}于{answered_on}答复：{answer}", "{answered_by}, {answered_on}: {answer}"),
    ),
    "answer.reviewed": (
        ("{kind}{accepted}", "{kind} {accepted}"),
        ("{reviewed_by}于{reviewed_on}审核：{reason}", "{reviewed_by}, {reviewed_on}: {reason}"),
    ),
    "interview.held": (
        ("约谈记录（{step_number}）", "minutes of interview {step_number}"),
        (
            "{held_by}于{held_on}约谈{attended}。\n{minutes}{commitments}",
            "{held_by} interviewed {attended} on {held_on}.\n{minutes}{commitments}",
        ),
    ),
    "commitment.kept": (
        ("第{commitment}项承诺兑现", "commitment {commitment} kept"),
        ("{confirmed_by}确认于{kept_on}兑现：{proof}", "{confirmed_by}: kept on {kept_on}: {proof}"),
    ),
    "accountability.concluded": (
        ("问责结论：{conclusion}（{step_number}）", "accountability {step_number} concluded: {conclusion}"),
        (
            "对象：{concerning}。{heard_on}听取意见。{concluded_by}于{concluded_on}决定：{reason}",
            "Concerning {concerning}, heard on {heard_on}. {concluded_by}, {concluded_on}: {reason}",
        ),
    ),
    "case.closed": (
        ("结案：{outcome}", "case closed: {outcome}"),
        (
            "{closed_on}结案{recovery}{review}。",
            "Closed on {closed_on}{recovery}{review}.",
        ),
    ),
    "case.reopened": (
        ("重启案件", "case reopened"),
        (
            "结案所依据的评牌已撤回，自{reopened_on}起重启。",
            "The cards it was closed on were withdrawn: open from {reopened_on}.",
        ),
    ),
    "case.reviewed": (
        ("复查（回头看）：{holds}", "second look: {holds}"),
        ("{reviewed_by}于{reviewed_on}复查：{finding}", "{reviewed_by}, {reviewed_on}: {finding}"),
    ),
    "deadline.moved": (
        ("{clock}期限变更", "deadline moved: {clock}"),
        (
            "原期限{was_due_on}，现期限{due_on}，依据日志第{because}条。",
            "From {was_due_on} to {due_on}, by log {because}.",
        ),
    ),
    "deadline.missed": (
        ("{clock}期限已过", "deadline missed: {clock}"),
        (
            "{matter}{owed_by}应于{due_on}前完成，{missed_on}认定逾期。",
            "{matter}{owed_by} owed it by {due_on}; missed as of {missed_on}.",
        ),
    ),
    "exemption.granted": (
        ("容错免责（{exemption}）：{kind}", "exemption {exemption}: {kind}"),
        (
            "{requested_by}申请，{approver}于{approved_on}批准，{from_on}至{until}免除{effects}：{reason}",
            "{requested_by} asked, {approver} approved on {approved_on}; {from_on} to {until}, {effects}: {reason}",
        ),
    ),
    "exemption.ended": (
        ("容错免责终止（{exemption}）", "exemption {exemption} ended"),
        ("{ended_by}决定，{ended_on}为最后一日：{reason}", "{ended_by}: last day {ended_on}: {reason}"),
    ),
    "appeal.raised": (
        ("申诉（{appeal}）：不服{step}", "appeal {appeal} against the {step}"),
        ("{raised_by}于{raised_on}提出：{ground}", "{raised_by}, {raised_on}: {ground}"),
    ),
    "appeal.decided": (
        ("申诉决定（{appeal}）：{upheld}", "appeal {appeal} {upheld}"),
        ("{decided_by}于{decided_on}决定：{reason}", "{decided_by}, {decided_on}: {reason}"),
    ),
    "finding.made": (
        ("认定：{fault}", "finding: {fault}"),
        ("截至{month}，{signs}。", "As of {month}: {signs}."),
    ),
    "concealment.confirmed": (
        ("认定瞒报", "concealment confirmed"),
        (
            "涉及{month}月报。{heard_on}听取{heard}意见，{confirmed_by}于{confirmed_on}认定：{finding}",
            "Report of {month}; {heard} heard on {heard_on}. {confirmed_by}, {confirmed_on}: {finding}",
        ),
    ),
    "concealment.dismissed": (
        ("排除瞒报嫌疑", "suspicion of concealment dismissed"),
        (
            "{heard_on}听取{heard}意见，{dismissed_by}于{dismissed_on}认定不构成瞒报：{reason}",
            "{heard} heard on {heard_on}. {dismissed_by}, {dismissed_on}: {reason}",
        ),
    ),
    "issue.raised": (
        ("问题{issue}：{title}", "issue {issue}: {title}"),
        ("{raised_by}于{raised_on}提出，办结期限{due_on}。", "{raised_by}, {raised_on}; due {due_on}."),
    ),
    "issue.triaged": (
        ("问题{issue}交办", "issue {issue} triaged"),
        ("{triaged_by}交{owner}（{level}）办理，办结期限{due_on}。", "{triaged_by}: {owner} ({level}), due {due_on}."),
    ),
    "issue.consulted": (
        ("问题{issue}会商", "issue {issue} consulted on"),
        ("{chaired_by}于{held_on}召集{participants}会商。", "{chaired_by} with {participants}, {held_on}."),
    ),
    "issue.sent-express": (
        ("问题{issue}经直通车报送", "issue {issue} sent by the express channel"),
        ("{sent_by}：{reason}", "{sent_by}: {reason}"),
    ),
    "issue.solved": (
        ("问题{issue}办结", "issue {issue} solved"),
        ("{solved_by}于{solved_on}办结：{proof}", "{solved_by}, {solved_on}: {proof}"),
    ),
    "issue.accepted": (
        ("问题{issue}销号", "issue {issue} accepted"),
        ("{accepted_by}于{accepted_on}验收。", "{accepted_by}, {accepted_on}."),
    ),
    "task.done": (
        ("问题{issue}会商议定事项完成", "task of issue {issue} done"),
        ("{done_by}于{done_on}完成：{proof}", "{done_by}, {done_on}: {proof}"),
    ),
    "issue.climbed": (
        ("问题{issue}升级", "issue {issue} climbed"),
        ("{cause}，升至{level}，由{owner}承办{due}。", "{cause}: to {level}, {owner}{due}."),
    ),
    "issue.reopened": (
        ("问题{issue}重启", "issue {issue} reopened"),
        ("{reopened_by}：{reason}", "{reopened_by}: {reason}"),
    ),
    "progress.reported": (
        ("{month}进展报告", "progress report for {month}"),
        ("{narrative}", "{narrative}"),
    ),
    "report.corrected": (
        ("更正{month}进展报告", "report for {month} corrected"),
        ("{reason}", "{reason}"),
    ),
    "inspection.held": (
        ("现场检查（{inspection}）", "inspection {inspection}"),
        ("{inspectors}于{inspected_on}检查：{findings}", "{inspectors}, {inspected_on}: {findings}"),
    ),
    "project.suspended": (
        ("批准停工", "suspended"),
        ("{approver}批准，自{suspended_on}起停工：{reason}", "{approver}: from {suspended_on}: {reason}"),
    ),
    "project.resumed": (("复工", "resumed"), ("自{resumed_on}起复工：{reason}", "From {resumed_on}: {reason}")),
    "project.withdrawn": (
        ("项目退出", "project withdrawn"),
        ("{approver}批准，{withdrawn_on}退出：{reason}", "{approver}, {withdrawn_on}: {reason}"),
    ),
    "project.completed": (
        ("项目办结", "project completed"),
        ("{accepted_by}验收，{completed_on}办结。", "Accepted by {accepted_by}, {completed_on}."),
    ),
}  # fmt: skip

GROUNDS: Final[Mapping[str, Pair]] = {
    "yellow-card": ("{month}被评为黄牌", "a yellow card for {month}"),
    "red-cards": ("截至{month}连续{streak}个月被评为红牌", "{streak} red cards running, up to {month}"),
    "one red card": ("{month}被评为红牌", "a red card for {month}"),
    "issue-overdue": ("问题{subject}逾期未办结", "issue {subject} is overdue"),
    "reports-missing": ("截至{month}连续未报送进展报告", "no reports, up to {month}"),
    "order-unanswered": ("督办单（{subject}）逾期未答复", "supervision order {subject} was not answered in time"),
    "remedy-refused": ("督办单（{subject}）的整改答复屡次未获认可", "answers to order {subject} were refused again"),
    "commitment-broken": (
        "约谈（{subject}）所作承诺逾期未兑现",
        "a commitment of interview {subject} was not kept",
    ),
    "concealment-confirmed": ("经认定，{month}进展报告存在瞒报", "concealment in the report of {month} was confirmed"),
    "relapse": ("结案后复查发现问题反弹", "a second look after the case was closed found a relapse"),
}
