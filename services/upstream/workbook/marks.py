"""Marks: what is written into the checked copy - beside each row what became of it, and at each wrong cell why."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from services.upstream.workbook.grid import Fault, Place
from services.upstream.workbook.reading import Filled, Line
from services.upstream.workbook.told import told_of
from shared.deciding import Refused
from shared.receipts import Accepted, Discarded, Receipt, Rejected


class Outcome(Enum):
    """What can become of a row."""

    ACCEPTED = "已接收"
    REFUSED = "退回"
    PARKED = "待人工处理"
    DISCARDED = "已放弃"
    UNANSWERED = "无回执"
    UNSENT = "未发送"


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything that is written into the copy."""

    results: Mapping[Place, str]
    """By the place of a row's result."""
    faults: tuple[Fault, ...]
    new_ids: Mapping[Place, str]
    """By the place of a refused or discarded message's id: the one under which it can be sent again."""
    counts: Mapping[Outcome, int]


_AGAIN: Final = re.compile(r"(.*)-again([0-9]+)")


def next_id(message_id: str) -> str:
    """The id under which a refused message is sent again, for the answer to an id is for ever the same."""
    again = _AGAIN.fullmatch(message_id)
    stem, number = (again[1], int(again[2])) if again else (message_id, 0)
    ending = f"-again{number + 1}"
    return stem[: 128 - len(ending)] + ending


def marks_of(filled: Filled, receipts: Mapping[str, Receipt], *, sent: bool) -> Marks:
    """The marks of a workbook; `sent` is false where it was only checked, or held back for its faults."""
    faults = list(filled.faults)
    wrong = {(fault.place.sheet, fault.place.row) for fault in faults}
    results: dict[Place, str] = {}
    new_ids: dict[Place, str] = {}
    counts: Counter[Outcome] = Counter()
    for line in filled.lines:
        receipt = receipts.get(line.message.id) if line.message else None
        if (line.place.sheet, line.place.row) in wrong:
            outcome, more = Outcome.REFUSED, "见标红的单元格和批注"
        elif line.message is None:
            outcome, more = Outcome.REFUSED, "明细有误，见明细表"
        elif not sent:
            outcome, more = Outcome.UNSENT, "此行无误"
        else:
            outcome, more = _answered(receipt)
        if isinstance(receipt, Rejected) and line.same_as is None:
            faults.append(_fault(line, receipt))
        if isinstance(receipt, Rejected | Discarded) and "id" in line.places:
            new_ids[line.places["id"]] = next_id(receipt.message_id)
        if line.same_as is not None:
            more += f"（与“{line.same_as.place.sheet}”第 {line.same_as.place.row} 行相同，是同一条消息）"
        results[line.place] = f"{outcome.value}：{more}" if more else outcome.value
        counts[outcome] += 1
    for fault in faults:
        # A fault in a row of details, or in a header, has its own row to stand beside.
        results.setdefault(Place(fault.place.sheet, fault.place.row, 1), _wrong(fault))
    return Marks(_without_headers(results), tuple(faults), new_ids, {one: counts[one] for one in Outcome})


def _answered(receipt: Receipt | None) -> tuple[Outcome, str]:
    if receipt is None:
        return Outcome.UNANSWERED, "可以再次导入，同一行只算一次"
    if isinstance(receipt, Accepted):
        return Outcome.ACCEPTED, f"日志位置 {_listed(receipt.positions)}"
    if isinstance(receipt, Rejected):
        return Outcome.REFUSED, f"[{receipt.code}] 见标红的单元格和批注；改后再次导入本文件"
    if isinstance(receipt, Discarded):
        return Outcome.DISCARDED, f"{receipt.reason}；需要时再次导入本文件"
    return Outcome.PARKED, "已收下，暂时无法处理，等待工作人员查看"


def _listed(positions: Iterable[int]) -> str:
    return "、".join(str(position) for position in positions)


def _fault(line: Line, receipt: Rejected) -> Fault:
    refused = Refused(receipt.code, receipt.field, receipt.value, receipt.rule)
    return Fault(line.place_of(receipt.field), receipt.code, told_of(refused))


def _wrong(fault: Fault) -> str:
    return f"{Outcome.REFUSED.value}：[{fault.code}] 见标红的单元格和批注"


def _without_headers(results: Mapping[Place, str]) -> dict[Place, str]:
    """The header's own cell must stay as it is, for it is by it that the sheet is known."""
    return {place: text for place, text in results.items() if place.row > 1}
