"""Names for a simulated district: generic places, trades and offices in both languages; nobody and nothing real.

The simulated list is written in Chinese, as lists are. `Name.en` lets an English paper say the same.
"""

from typing import NamedTuple

from shared.catalogue.values import Category, Factor


class Name(NamedTuple):
    """A name as it stands on the list, and in English."""

    zh: str
    en: str


DISTRICT = Name("模拟区", "Simulated District")
DISPATCH_OFFICE = Name("区重点项目工作调度专班", "Work dispatch task force")
FACTOR_TASK_FORCE = Name("区要素保障专班", "Factor guarantee task force")
APPROVER = Name("区重点项目联席会议", "Joint meeting on key projects")

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

ISSUES = (
    "临时用电容量不足",
    "材料运输道路限行",
    "雨季基坑排水受阻",
    "施工图局部待会签",
    "劳务班组人员不足",
    "管线迁改未完成",
    "设备到货延期",
    "围挡外通道占用待协调",
    "周边群众诉求待答复",
    "消防设计意见待修改",
)

BLOCKED = {
    Factor.LAND: "用地指标未落实",
    Factor.PERMITS: "施工许可未办结",
    Factor.FUNDS: "建设资金缺口",
    Factor.ENERGY: "能耗指标未批复",
    Factor.LABOUR: "专业施工队伍不足",
    Factor.DEMOLITION: "征迁清表受阻",
    Factor.OTHER: "外部条件未落实",
}

TYPO = Name("漏计一张发票", "an invoice was overlooked")
FOUND_OUT = Name(
    "现场核查后更正：此前所报数据与现场不符", "corrected after a check on site: earlier figures did not hold"
)
AUTHORITY_DELAY = "上级审批延迟，经联席会议同意顺延"

PROOFS = ("现场照片及会议纪要", "主管部门书面回复", "监理复核单", "验收记录表")

REPORTED = ("按计划推进。", "主体结构施工。", "设备安装调试。", "基础施工。", "室外配套施工。")


def project_names(category: Category, count: int) -> list[Name]:
    """So many names of a category; once the list is used up, second and further phases."""
    stock = PROJECTS[category]
    if count > len(stock) * len(PHASES):
        raise ValueError(f"names for at most {len(stock) * len(PHASES)} projects of {category}, not {count}")
    named = (Name(name.zh + phase.zh, name.en + phase.en) for phase in PHASES for name in stock)
    return [name for name, _ in zip(named, range(count), strict=False)]


def english() -> dict[str, str]:
    """Every name of the simulated district to its English."""
    everyone = [DISTRICT, DISPATCH_OFFICE, FACTOR_TASK_FORCE, APPROVER, TYPO, FOUND_OUT, *OFFICIALS]
    everyone += [unit for units in UNITS.values() for unit in units]
    everyone += [name for category, stock in PROJECTS.items() for name in project_names(category, len(stock) * 4)]
    return dict(everyone)
