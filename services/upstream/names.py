"""Names for a simulated district: generic places, trades and offices in both languages; nobody and nothing real.

The simulated list is written in Chinese, as lists are. `Name.en` lets an English paper say the same.
"""

from services.upstream import sayings
from services.upstream.name import Name
from shared.catalogue.values import Category, Factor

DISTRICT = Name("模拟区", "Simulated District")
DISPATCH_OFFICE = Name("区重点项目工作调度专班", "Work dispatch task force")
FACTOR_TASK_FORCE = Name("区要素保障专班", "Factor guarantee task force")
ACCOUNTABILITY_TASK_FORCE = Name("区重点项目工作问责专班", "Accountability task force")
STATISTICS = Name("区统计局", "Statistics Bureau")
APPROVER = Name("区重点项目联席会议", "Joint meeting on key projects")
COMMANDERS_OFFICE = Name("区重点项目指挥部总指挥", "Commander-in-chief of the key projects")
COMMANDER = Name("区主要领导", "Head of the district")
DECIDERS = (
    Name("工作调度专班", "Work dispatch task force"),
    Name("包靠领导的上级", "Superior of the lead official"),
    Name("工作问责专班", "Accountability task force"),
    Name("要素保障专班", "Factor guarantee task force"),
    Name("区委常委会会议", "Standing committee of the district"),
)
"""Who decides the steps of the shipped ladder, and owns issues that have climbed."""
INSPECTORS = (Name("核查员甲", "Inspector A"), Name("核查员乙", "Inspector B"))
JUDGES = tuple(Name(f"评委{stem}", f"Judge {letter}") for stem, letter in zip("甲乙丙丁戊己庚", "ABCDEFG", strict=True))
TOURS = (
    Name("上半年重点项目观摩", "Observation tour, first half"),
    Name("下半年重点项目观摩", "Observation tour, second half"),
)

PROJECTS: dict[Category, tuple[Name, ...]] = {
    Category.INDUSTRY: (
        Name("高端数控机床产业园", "CNC Machine Tool Park"),
        Name("新能源汽车零部件基地", "EV Component Works"),
        Name("生物基新材料一体化", "Bio-based Materials Plant"),
        Name("智能农机装备制造", "Smart Farm Machinery Works"),
        Name("储能电池及系统集成", "Energy Storage Battery Plant"),
        Name("高性能纤维及制品", "High-performance Fibre Mill"),
        Name("预制食品中央工厂", "Prepared Food Factory"),
        Name("医用耗材生产基地", "Medical Supplies Plant"),
        Name("绿色建材循环利用", "Recycled Building Materials"),
        Name("精密铸造数字化车间", "Precision Casting Workshop"),
        Name("高效电机及控制系统", "Efficient Motor Works"),
        Name("特种纸智能化改造", "Specialty Paper Upgrade"),
        Name("冷链物流枢纽", "Cold Chain Hub"),
        Name("半导体封装测试", "Chip Packaging and Test"),
        Name("光伏组件制造", "Solar Module Plant"),
        Name("盐化工产业链延伸", "Salt Chemicals Extension"),
        Name("水产良种繁育基地", "Aquaculture Seed Base"),
        Name("工业机器人产业园", "Industrial Robot Park"),
        Name("智能家居产业园", "Smart Home Park"),
        Name("航空复合材料部件", "Aviation Composite Parts"),
        Name("氢能装备制造", "Hydrogen Equipment Works"),
        Name("新型显示材料", "Display Materials Plant"),
        Name("纺织印染绿色升级", "Green Textile Upgrade"),
        Name("中药饮片加工中心", "Herbal Medicine Processing"),
        Name("海洋工程装备基地", "Marine Equipment Base"),
        Name("高分子膜材料", "Polymer Membrane Plant"),
        Name("功能糖深加工", "Functional Sugar Plant"),
        Name("汽车轻量化部件", "Light Car Parts Works"),
        Name("数据中心算力园", "Data Centre Campus"),
        Name("跨境电商产业园", "Cross-border Trade Park"),
        Name("钢结构装配式基地", "Prefab Steel Base"),
        Name("风电主轴扩产", "Wind Shaft Expansion"),
        Name("动力总成试验中心", "Powertrain Test Centre"),
        Name("电子级化学品", "Electronic-grade Chemicals"),
    ),
    Category.INFRASTRUCTURE: (
        Name("滨河大道北延", "Riverside Avenue Extension"),
        Name("城东污水处理厂扩建", "East Sewage Works Expansion"),
        Name("北部水库供水工程", "North Reservoir Water Supply"),
        Name("高铁站前路网", "Station Road Network"),
        Name("二二〇千伏输变电", "220 kV Substation"),
        Name("集中供热管网改造", "District Heating Renewal"),
        Name("内河航道整治", "Inland Waterway Works"),
        Name("开发区综合管廊", "Utility Tunnel"),
        Name("铁路专用线", "Railway Siding"),
    ),
    Category.LIVELIHOOD: (
        Name("区人民医院新院区", "District Hospital Campus"),
        Name("第三实验学校", "Third Experimental School"),
        Name("城中村安置房", "Resettlement Housing"),
        Name("老旧小区改造", "Old Estate Renewal"),
        Name("社区养老服务中心", "Elderly Care Centre"),
        Name("全民健身中心", "Public Sports Centre"),
        Name("农村公路提升", "Rural Road Upgrade"),
    ),
}

PHASES = (Name("", ""), Name("二期", " II"), Name("三期", " III"), Name("四期", " IV"))

OFFICIALS = tuple(
    Name(f"区领导{stem}", f"District leader {letter}")
    for stem, letter in zip("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJ", strict=True)
)

UNITS: dict[Category, tuple[Name, ...]] = {
    Category.INDUSTRY: (
        Name("工业和信息化局", "Industry Bureau"),
        Name("经济开发区管委会", "Development Zone Office"),
        Name("投资促进局", "Investment Bureau"),
        Name("农业农村局", "Agriculture Bureau"),
    ),
    Category.INFRASTRUCTURE: (
        Name("交通运输局", "Transport Bureau"),
        Name("住房和城乡建设局", "Housing Bureau"),
        Name("水利局", "Water Bureau"),
    ),
    Category.LIVELIHOOD: (
        Name("卫生健康局", "Health Bureau"),
        Name("教育和体育局", "Education Bureau"),
        Name("民政局", "Civil Affairs Bureau"),
    ),
}

GUARANTORS: dict[Factor, Name] = {
    Factor.LAND: Name("自然资源和规划局", "Natural Resources Bureau"),
    Factor.PERMITS: Name("行政审批服务局", "Permit Service"),
    Factor.FUNDS: Name("财政局", "Finance Bureau"),
    Factor.ENERGY: Name("发展和改革局", "Development and Reform Bureau"),
    Factor.LABOUR: Name("人力资源和社会保障局", "Labour Bureau"),
    Factor.DEMOLITION: Name("属地街道办事处", "Subdistrict office"),
    Factor.OTHER: Name("区政府办公室", "District government office"),
}

ISSUES = (
    Name("临时用电容量不足", "temporary power supply too small"),
    Name("材料运输道路限行", "road closed to material transport"),
    Name("雨季基坑排水受阻", "pit drainage blocked in the rains"),
    Name("施工图局部待会签", "drawings wait for countersigning"),
    Name("劳务班组人员不足", "labour gangs too small"),
    Name("管线迁改未完成", "pipes not moved yet"),
    Name("设备到货延期", "equipment delivered late"),
    Name("围挡外通道占用待协调", "passage outside the fence disputed"),
    Name("周边群众诉求待答复", "neighbours wait for an answer"),
    Name("消防设计意见待修改", "fire safety design to be amended"),
)

BLOCKED: dict[Factor, Name] = {
    Factor.LAND: Name("用地指标未落实", "no land quota yet"),
    Factor.PERMITS: Name("施工许可未办结", "building permit not issued"),
    Factor.FUNDS: Name("建设资金缺口", "gap in the funds"),
    Factor.ENERGY: Name("能耗指标未批复", "energy quota not approved"),
    Factor.LABOUR: Name("专业施工队伍不足", "too few skilled workers"),
    Factor.DEMOLITION: Name("征迁清表受阻", "clearing of the site held up"),
    Factor.OTHER: Name("外部条件未落实", "outside conditions not met"),
}

DECIDED: dict[Factor, Name] = {
    Factor.LAND: Name("调剂用地指标并报批", "move land quota here and have it approved"),
    Factor.PERMITS: Name("并联审批，限期办结施工许可", "approve in parallel, issue the building permit"),
    Factor.FUNDS: Name("落实资金来源，补足资金缺口", "find the money, close the gap in the funds"),
    Factor.ENERGY: Name("统筹能耗指标，限期批复", "find energy quota, approve by the day"),
    Factor.LABOUR: Name("协调专业施工队伍进场", "bring skilled workers to the site"),
    Factor.DEMOLITION: Name("包户到人，完成征迁清表", "settle house by house, clear the site"),
    Factor.OTHER: Name("明确责任，落实外部条件", "name who does it, meet the outside conditions"),
}
"""What a consultation decides."""
STILL_OPEN = Name(
    "会商议定事项进展缓慢，施工已停", "what was decided in consultation is slow to come, and the work waits for it"
)

TYPO = Name("漏计一张发票", "an invoice was overlooked")
FOUND_OUT = Name(
    "现场核查后更正：此前所报数据与现场不符", "corrected after a check on site: earlier figures did not hold"
)
AUTHORITY_DELAY = Name(
    "上级审批延迟，经联席会议同意顺延", "the authority above was late; the joint meeting agreed to the delay"
)
AS_REPORTED = Name("现场实测与上报数据一致，资料齐全", "measured as reported; papers complete")
LESS_THAN_REPORTED = Name(
    "主体工程停工，现场无施工人员，实测进度明显低于上报数据",
    "work has stopped, nobody on site; far less done than reported",
)
CONCEALED = Name(
    "上报进度明显高于现场实测，停工情况未如实报告",
    "reported progress was far above what was measured; the standstill was not reported",
)
UNDER_WATER = Name("场地积水待排", "the site is under water")
FLOOD = Name("特大暴雨致场地被淹，按防汛指令停工撤人", "floods: work stopped and people moved out by order")
MISCOUNTED = Name("漏报二标段当月完成量", "section two was left out of the month's figures")
LEFT_OUT = Name(
    "六月报表漏报二标段，现已更正，请予复核", "the report left section two out; it is corrected, please review"
)
UPHELD = Name("经查更正数据属实，支持异议", "the corrected figures hold: objection upheld")
UNFAIR = Name("冬季不宜开工，请求免予红牌", "winter is no time to start: please take the red card back")
REJECTED = Name(
    "要素均已到位，未开工无正当理由，维持原牌", "everything is in place, no good reason not to start: the card stands"
)
TOO_LATE = Name("停工系市场原因，请求复核", "the market made us stop: please review")
FALSE_FIGURES = Name("现场核查与上报不符，先按红牌督导", "the site is not as reported: to be treated as red for now")
WELL_MEANT = Name("企业已承诺复工，请求按蓝牌掌握", "the company has promised to go on: please treat as blue")

MERITS = (
    Name("承办全区项目现场会", "hosted the district's meeting on site"),
    Name("提前完成月度节点任务", "month's tasks done early"),
    Name("问题办理规范、闭环及时", "issues handled well and closed in time"),
    Name("报送经验材料被采用", "its experience was taken up by others"),
)
DEMERITS = (
    Name("调度会议无故缺席", "absent from a dispatch meeting without excuse"),
    Name("报送资料不完整，经催办补齐", "papers incomplete until reminded"),
    Name("现场扬尘管控不到位", "dust on site not kept down"),
    Name("包靠台账更新不及时", "records not kept up to date"),
)
COMMENTS = (
    (
        Name("现场组织有序，进度超出预期", "well organised, ahead of what was expected"),
        Name("质量安全管理规范，值得推广", "quality and safety exemplary"),
        Name("节点把控到位，投产前景明确", "milestones well in hand, commissioning in sight"),
    ),
    (
        Name("总体平稳，建议加强工序衔接", "steady; link the trades better"),
        Name("进度基本符合计划，现场管理尚可", "about on plan, site management fair"),
        Name("要素保障较好，投入力度可再加大", "factors in place, more could be put in"),
    ),
    (
        Name("作业面不足，进度明显滞后", "too little work under way, clearly behind"),
        Name("现场人机偏少，需限期整改", "few people and machines; to be put right by a date"),
        Name("问题研究不深，推进办法不多", "problems not thought through, few ideas how to go on"),
    ),
)
"""What judges say, of good, fair and poor work."""

PROOFS = (
    Name("现场照片及会议纪要", "photographs and minutes"),
    Name("主管部门书面回复", "the bureau's written answer"),
    Name("监理复核单", "the supervisor's check"),
    Name("验收记录表", "record of acceptance"),
)

REPORTED = ("按计划推进。", "主体结构施工。", "设备安装调试。", "基础施工。", "室外配套施工。")


def project_names(category: Category, count: int) -> list[Name]:
    """So many names of a category; once the list is used up, second and further phases."""
    stock = PROJECTS[category]
    if count > len(stock) * len(PHASES):
        raise ValueError(f"names for at most {len(stock) * len(PHASES)} projects of {category}, not {count}")
    named = (Name(name.zh + phase.zh, name.en + phase.en) for phase in PHASES for name in stock)
    return [name for name, _ in zip(named, range(count), strict=False)]


def head_of(unit: Name) -> Name:
    """Whoever leads a unit."""
    return Name(f"{unit.zh}主要负责人", f"Head of the {unit.en}")


def task_force_of(project: Name) -> Name:
    """Whoever sees to it that a project gets on."""
    return Name(f"{project.zh}专班", f"{project.en} task force")


def english() -> dict[str, str]:
    """Every name of the simulated district, and everything that is said there, to its English."""
    known = [DISTRICT, DISPATCH_OFFICE, FACTOR_TASK_FORCE, ACCOUNTABILITY_TASK_FORCE, STATISTICS, APPROVER]
    known += [COMMANDERS_OFFICE, COMMANDER, *DECIDERS, *INSPECTORS, *JUDGES, *OFFICIALS, *GUARANTORS.values(), *TOURS]
    known += [name for units in UNITS.values() for unit in units for name in (unit, head_of(unit))]
    listed = [name for category, stock in PROJECTS.items() for name in project_names(category, len(stock) * 4)]
    known += [name for project in listed for name in (project, task_force_of(project))]
    known += [TYPO, FOUND_OUT, CONCEALED, AUTHORITY_DELAY, AS_REPORTED, LESS_THAN_REPORTED, UNDER_WATER, FLOOD]
    known += [MISCOUNTED, LEFT_OUT, UPHELD, UNFAIR, REJECTED, TOO_LATE, FALSE_FIGURES, WELL_MEANT]
    known += [
        *ISSUES,
        *BLOCKED.values(),
        *DECIDED.values(),
        STILL_OPEN,
        *MERITS,
        *DEMERITS,
        *(said for level in COMMENTS for said in level),
        *PROOFS,
        *sayings.EVERYTHING,
    ]
    return dict(known)
