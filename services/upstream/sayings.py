"""What the staff of a simulated district say when they answer, interview and decide: in both languages."""

from services.upstream.name import Name
from shared.catalogue.escalation import Conclusion

PLANS = (
    Name("倒排工期，增加班组，每周报送进展", "work back from the due day, add gangs, report every week"),
    Name("明确责任人，逐项销号，按期办结", "one person for each item, struck off one by one, done by the day"),
    Name("专人盯办，一周内解决并恢复正常施工", "somebody sees to it alone; solved and back to work in a week"),
)
VAGUE_PLAN = Name("高度重视，加强协调，尽快推进", "take it very seriously, coordinate more, get on soon")
BELATED_PLAN = Name("补报整改方案：落实资金，恢复施工", "the plan, belatedly: find the money, go back to work")
REMEDIES = (
    Name("已按方案完成，附现场照片和监理签认", "done as planned; photographs and the supervisor's signature attached"),
    Name("问题已办结，附主管部门书面回复", "the issue is settled; the bureau's written answer attached"),
)
PLAN_ACCEPTED = Name("措施具体，责任和时限明确", "concrete measures, with names and days")
PLAN_REFUSED = Name("措施笼统，无时间节点，退回重报", "vague, and without days: sent back")
PROOF_ACCEPTED = Name("经核对，整改结果属实", "checked: the result is as it was told")

MINUTES = Name(
    "约谈人指出滞后事实和责任；被约谈人说明原因，作出承诺",
    "the delay and who answers for it were named; those interviewed explained it and undertook to mend it",
)
COMMITMENTS = (
    Name("五个工作日内配齐施工力量", "enough hands on site within five working days"),
    Name("十个工作日内排出追赶计划并开工", "a plan to catch up within ten working days, and work begun"),
)
KEPT = Name("经现场核对，承诺事项已兑现", "checked on site: what was undertaken has been done")

CONCLUDED: dict[Conclusion, Name] = {
    Conclusion.NONE: Name("已采取措施，进度回升，不予问责", "measures were taken, the work picks up: none called for"),
    Conclusion.REMINDER_TALK: Name("承诺未兑现，推进不力", "what was undertaken was not done, and little besides"),
    Conclusion.CRITICISM: Name("督办不答复，项目长期未开工", "an order unanswered, a project not begun for months"),
    Conclusion.ORGANISATIONAL_MEASURE: Name("瞒报进度，情节严重", "progress was concealed, and gravely so"),
}

NOT_OVERDUE = Name(
    "问题已办结，办结材料在途，请求撤销督办", "the issue had been settled, its papers were on the way: please withdraw"
)
PAPERS_FOUND = Name("经查材料属实，支持申诉，撤销督办", "the papers are as told: appeal upheld, order withdrawn")
SOMEBODY_ELSES = Name("问题由外单位造成，请求撤销督办", "somebody else caused it: please withdraw the order")
STILL_YOURS = Name("问题由本单位承办，维持督办", "it is this unit's to solve: the order stands")

TASK_DONE = Name("议定事项已落实，承办单位已书面反馈", "done as decided, and said so in writing")
HOLDS = Name("现场正常施工，问题未反弹", "work goes on as it should, nothing has come back")
RELAPSED = Name("同类问题再次出现，整改未巩固", "the same trouble again: the remedy did not last")
CLEARED = Name("数据情况已说明并核实，不构成瞒报", "the figures were explained and checked: nothing was concealed")
CLOCKS_STOPPED = Name("防汛停工期间，各项时限顺延", "while work was stopped for the floods, no clock runs")

EVERYTHING = (
    *PLANS,
    *REMEDIES,
    *COMMITMENTS,
    *CONCLUDED.values(),
    *(VAGUE_PLAN, BELATED_PLAN, PLAN_ACCEPTED, PLAN_REFUSED, PROOF_ACCEPTED, MINUTES, KEPT, NOT_OVERDUE, PAPERS_FOUND),
    *(SOMEBODY_ELSES, STILL_YOURS, TASK_DONE, HOLDS, RELAPSED, CLEARED, CLOCKS_STOPPED),
)
