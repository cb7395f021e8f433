"""The traps of article 000 (root technology): each test fails on the naive reading that its trap names.

Not checked, because the graph has no place where the naive reading could stand:
- T34, the string 我国 as a subject: subjects are entities; that 我国 and 国内 mean China is checked with T35.
- T72, 大规模 as a quality of the enterprises: no claim counts or sizes enterprises; that the measure carries a note is checked.
"""

import pytest

from tests.competency.conftest import Ask, Select

DOC = "document:000_a0fd6640ffb8c334"
HERE = f"?claim pg:evidence ?evidence . ?evidence pg:document {DOC} ."


def number(select: Select, pattern: str) -> set[tuple[str, ...]]:
    """The observations of a pattern about ?claim: value, comparator, unit and status."""
    wanted = "?claim a pg:Observation ; pg:comparator ?sign ; pg:unit ?unit ; pg:status ?status"
    return select("?value ?sign ?unit ?status", f"{wanted} . {pattern} OPTIONAL {{ ?claim pg:value ?value }}")


def of(select: Select, subject: str, predicate: str, extra: str = "") -> set[str]:
    """The objects of the relation claims of a subject and a predicate."""
    pattern = f"?claim rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object ?object . {extra}"
    return {row[0] for row in select("?object", pattern)}


def test_t01_the_lead_paragraph_printed_twice_makes_each_claim_once_with_two_evidences(select: Select) -> None:
    pattern = f"?claim pg:evidence ?evidence . ?evidence pg:document {DOC} ; pg:start ?start ; pg:end ?end ."
    first = select("?claim ?start ?end", f"{pattern} FILTER(?start >= 18 && ?end <= 154)")
    second = select("?claim ?start ?end", f"{pattern} FILTER(?start >= 155 && ?end <= 291)")
    assert len(first) > 5
    assert {(claim, int(start) + 137, int(end) + 137) for claim, start, end in first} == {
        (claim, int(start), int(end)) for claim, start, end in second
    }


def test_t02_share_is_at_least_90_of_the_high_value_market(select: Select, ask: Ask) -> None:
    pattern = "?claim pg:metric metric:high-end-ai-chip-market-share ; pg:place place:china ."
    assert number(select, pattern) == {("90", "pg:AtLeast", "unit:percent", "pg:StatedFact")}
    assert of_about(select, pattern) == {"technology:nvidia-high-end-ai-chips"}
    assert ask('metric:high-end-ai-chip-market-share pg:base ?base FILTER(CONTAINS(?base, "高价值"))')
    assert not ask(pattern + "{ ?claim pg:validFrom ?when } UNION { ?claim pg:evidence/pg:statedSource ?source }")


def of_about(select: Select, pattern: str) -> set[str]:
    """What the observations of a pattern are about."""
    return {row[0] for row in select("?about", f"{pattern} ?claim pg:about ?about .")}


def test_t03_tensorflow_and_pytorch_have_one_joint_share(select: Select) -> None:
    pattern = "?claim pg:metric metric:ai-framework-share ."
    assert number(select, pattern) == {("85", "pg:AtLeast", "unit:percent", "pg:StatedFact")}
    assert len(select("?claim", pattern)) == 1
    assert of_about(select, pattern) == {"technology:tensorflow", "technology:pytorch"}


def test_t04_the_share_of_compute_is_another_85_held_by_two_sectors_together(select: Select) -> None:
    pattern = "?claim pg:metric metric:ai-compute-share ."
    assert number(select, pattern) == {("85", "pg:AtLeast", "unit:percent", "pg:StatedFact")}
    assert len(select("?claim", pattern)) == 1
    assert of_about(select, pattern) == {"sector:internet", "sector:public-security"}


def test_t05_google_holds_more_than_30_patents(select: Select) -> None:
    pattern = "?claim pg:metric metric:basic-ai-algorithm-patents ; pg:about actor:google ."
    assert number(select, pattern) == {("30", "pg:MoreThan", "unit:patent", "pg:StatedFact")}


def test_t06_the_ratio_to_the_united_states_is_about_a_sixth(select: Select, ask: Ask) -> None:
    pattern = "?claim pg:about place:china ; pg:comparedWith place:united-states ."
    assert number(select, pattern) == {("0.1667", "pg:About", "unit:ratio", "pg:StatedFact")}
    assert not ask("?claim pg:metric metric:ai2000-scholar-count ; pg:about place:united-states")


def test_t07_ai2000_is_the_name_of_a_list_not_a_year_or_a_count(select: Select, ask: Ask) -> None:
    assert ask("dataset:ai2000 a pg:Dataset")
    assert not ask(f"{HERE} ?claim pg:value ?value FILTER(?value = 2000)")
    pattern = "?claim pg:metric metric:ai2000-scholar-count ."
    assert number(select, pattern) == {("196", "pg:Exactly", "unit:person", "pg:StatedFact")}


def test_t08_china_is_second_by_number_with_a_share_of_the_list(select: Select, ask: Ask) -> None:
    rank = number(select, "?claim pg:metric metric:ai2000-scholar-rank ; pg:about place:china .")
    share = number(select, "?claim pg:metric metric:ai2000-scholar-share ; pg:about place:china .")
    assert rank == {("2", "pg:Exactly", "unit:rank", "pg:StatedFact")}
    assert share == {("9.8", "pg:Exactly", "unit:percent", "pg:StatedFact")}
    assert not ask("?claim pg:metric metric:ai2000-scholar-rank ; pg:value ?rank FILTER(?rank = 1)")


def test_t09_imagenet_has_14197122_images(select: Select) -> None:
    pattern = "?claim pg:about dataset:imagenet ."
    assert number(select, pattern) == {("14197122", "pg:Exactly", "unit:image", "pg:StatedFact")}


def test_t10_industrial_inspection_datasets_have_about_1000_images(select: Select) -> None:
    pattern = "?claim pg:about dataset:industrial-inspection-datasets ."
    assert number(select, pattern) == {("1000", "pg:About", "unit:image", "pg:StatedFact")}


def test_t11_the_accuracy_of_industrial_inspection_is_required_not_achieved(select: Select) -> None:
    pattern = "?claim pg:metric metric:accuracy ; pg:about technology:industrial-quality-inspection ."
    assert number(select, pattern) == {("99.99", "pg:AtLeast", "unit:percent", "pg:Requirement")}


def test_t12_the_accuracy_of_the_internet_is_a_typical_level(select: Select, ask: Ask) -> None:
    pattern = "?claim pg:metric metric:accuracy ; pg:about sector:internet ."
    assert number(select, pattern) == {("95", "pg:About", "unit:percent", "pg:StatedFact")}
    assert ask(pattern + "?claim pg:evidence/pg:note ?note")


def test_t13_up_to_emphasis_is_exactly_75(select: Select) -> None:
    pattern = "?claim pg:metric metric:industry-data-resource-share ."
    assert number(select, pattern) == {("75", "pg:Exactly", "unit:percent", "pg:StatedFact")}
    assert of_about(select, pattern) == {"actor:government-public-departments"}


@pytest.mark.parametrize("metric", ["industry-data-resource-share", "ai-compute-share"])
def test_t14_statistics_without_a_name_are_given_as_such(select: Select, metric: str) -> None:
    found = select("?source", f"?claim pg:metric metric:{metric} ; pg:evidence/pg:statedSource ?source .")
    assert found == {("pg:UnnamedStatistics",)}


def test_t15_eflops_class_has_no_number(select: Select) -> None:
    pattern = "?claim pg:about facility:eflops-ai-computing-centre ."
    assert number(select, pattern) == {("", "pg:OrderOfMagnitude", "unit:exaflops", "pg:Recommendation")}


def test_t16_three_years_of_recommendation_1_2_are_one_horizon_without_a_calendar_date(
    select: Select, ask: Ask
) -> None:
    goal = "recommendation:root-tech-1-2 ^rdf:subject [ rdf:predicate pg:hasTarget ; rdf:object ?goal ] ."
    horizon = goal + "?claim pg:about ?goal ; pg:unit unit:year ."
    assert number(select, horizon) == {("3", "pg:AtMost", "unit:year", "pg:Recommendation")}
    assert len(select("?claim", horizon)) == 1
    assert not ask(goal + "?goal pg:deadlineTo ?day")
    assert not ask(goal + "?any rdf:subject ?goal ; rdf:predicate pg:deadline")


def test_t17_full_rollout_is_within_three_years(select: Select) -> None:
    pattern = "?claim pg:about target:full-rollout-of-root-technology-route ."
    assert number(select, pattern) == {("3", "pg:AtMost", "unit:year", "pg:Recommendation")}


def test_t18_private_firms_qualify_by_adopting_within_three_years(select: Select, ask: Ask) -> None:
    measure = "measure:subsidy-for-private-adopters-of-root-technology"
    found = select(
        "?metric ?sign ?value",
        f"?claim pg:about {measure} ; pg:metric ?metric ; pg:comparator ?sign ; pg:value ?value .",
    )
    assert found == {("metric:adoption-window", "pg:AtMost", "3")}
    assert ask(
        f'?who rdf:subject {measure} ; rdf:predicate pg:beneficiary ; pg:condition ?if FILTER(CONTAINS(?if, "三年内应用"))'
    )


def test_t19_the_minimum_ratio_of_30_is_an_example(select: Select, ask: Ask) -> None:
    pattern = "?claim pg:metric metric:minimum-root-technology-ratio ."
    assert number(select, pattern) == {("30", "pg:AtLeast", "unit:percent", "pg:Example")}
    assert not ask(pattern + "?claim pg:about place:china")
    assert not ask(
        "?claim pg:value ?value ; pg:unit unit:percent ; pg:status ?status FILTER(?value = 30 && ?status != pg:Example)"
    )


def test_t20_the_subsidy_has_no_proportion(ask: Ask) -> None:
    measure = "measure:subsidy-for-private-adopters-of-root-technology"
    assert ask(f'?claim rdf:subject {measure} ; rdf:object instrument:subsidy ; pg:hedge "一定比例"@zh')
    assert not ask("?claim pg:metric metric:subsidy-ratio")
    assert not ask(f"?claim pg:about {measure} ; pg:unit unit:percent")


def test_t21_leasing_equivalent_compute_is_an_alternative(select: Select) -> None:
    found = of(select, "measure:lease-equivalent-compute-from-ai-computing-centres", "pg:alternativeTo")
    assert found == {"measure:minimum-ratio-of-root-technology-use"}


@pytest.mark.parametrize(
    ("measure", "sectors"),
    [
        ("root-technology-application-plans-for-key-industries", "armed-forces security finance"),
        ("minimum-ratio-of-root-technology-use", "emergency-management finance transport energy education"),
        ("set-up-ai-industry-national-key-laboratories", "healthcare transport public-safety manufacturing energy"),
    ],
)
def test_t22_the_lists_of_illustrative_sectors_are_kept_apart(select: Select, measure: str, sectors: str) -> None:
    listed = of(select, f"measure:{measure}", "pg:sector", "?claim pg:status pg:Example .")
    assert listed == {f"sector:{sector}" for sector in sectors.split()}


def test_t23_the_quota_binds_departments_and_enterprises_and_its_list_is_ambiguous(select: Select, ask: Ask) -> None:
    measure = "measure:minimum-ratio-of-root-technology-use"
    assert of(select, measure, "pg:target") == {"actor:government-departments", "actor:central-state-owned-enterprises"}
    assert ask(f"?claim rdf:subject {measure} ; rdf:predicate pg:sector ; pg:evidence/pg:note ?note")


def test_t24_anping_is_a_sector_of_its_own_with_a_note(select: Select, ask: Ask) -> None:
    named = {word: {row[0] for row in select("?sector", f'?sector a pg:Sector ; rdfs:label|skos:altLabel "{word}"@zh .')}
             for word in ("安平", "安防", "公安")}  # fmt: skip
    assert all(len(sectors) == 1 for sectors in named.values())
    assert len(set().union(*named.values())) == 3
    assert ask("sector:public-safety pg:note ?note")


def test_t25_deep_application_is_negated_and_shallow_use_is_not(select: Select, ask: Ask) -> None:
    lacking = select("?sector", "?claim rdf:predicate pg:deeplyUsedIn ; rdf:object ?sector ; pg:polarity pg:Negated .")
    assert len(lacking) == 9
    assert not ask("?claim rdf:predicate pg:usedIn ; pg:polarity pg:Negated")
    assert not ask("?technology pg:deeplyUsedIn ?sector")


@pytest.mark.parametrize("company", ["actor:google", "actor:meta"])
def test_t26_google_and_facebook_are_both_american(ask: Ask, company: str) -> None:
    assert ask(f"{company} pg:basedIn place:united-states")


@pytest.mark.parametrize("framework", ["technology:tensorflow", "technology:pytorch"])
def test_t27_the_makers_of_the_american_frameworks_are_editorial_never_claims(ask: Ask, framework: str) -> None:
    for predicate in ("pg:developedBy", "pg:basedIn"):
        assert not ask(f"?claim a pg:Claim ; rdf:subject {framework} ; rdf:predicate {predicate}")
        assert not ask(f"{framework} {predicate} ?anything")
        assert ask(f"?fact a pg:EditorialFact ; rdf:subject {framework} ; rdf:predicate {predicate}")


def test_t28_each_chinese_product_has_its_maker(select: Select) -> None:
    found = select(
        "?product ?maker", f"{HERE} ?claim rdf:subject ?product ; rdf:predicate pg:developedBy ; rdf:object ?maker ."
    )
    chinese = {(product, maker) for product, maker in found if maker != "actor:nvidia"}
    assert chinese == {
        ("technology:ascend", "actor:huawei"),
        ("technology:mindspore", "actor:huawei"),
        ("technology:siyuan", "actor:cambricon"),
        ("technology:paddlepaddle", "actor:baidu"),
    }


def test_t29_nvidia_is_one_company_whose_country_the_text_leaves_out(select: Select, ask: Ask) -> None:
    names = 'VALUES ?name { "英伟达"@zh "Nvidia"@en "NVIDIA"@en } ?company rdfs:label|skos:altLabel ?name .'
    assert select("?company", names) == {("actor:nvidia",)}
    assert not ask("?claim a pg:Claim ; rdf:subject actor:nvidia ; rdf:predicate pg:basedIn")


def test_t30_downloads_are_compared_without_any_number(select: Select, ask: Ask) -> None:
    pattern = "?claim a pg:Comparison ; pg:leftSide ?left ; pg:rightSide ?right ; pg:comparator ?sign ; pg:comparedMetric ?metric ."
    assert select("?left ?sign ?right ?metric", pattern) == {
        ("technology:tensorflow", "pg:MoreThan", "technology:domestic-ai-frameworks", "metric:downloads-in-2020")
    }
    assert not ask(f"{HERE} ?claim a pg:Observation ; pg:unit unit:download")


def test_t31_papers_exceed_europe_and_the_united_states_but_citations_match_the_united_states_only(
    select: Select,
) -> None:
    pattern = "?claim a pg:Comparison ; pg:leftSide place:china ; pg:metric ?metric ; pg:comparator ?sign ; pg:rightSide ?right ."
    assert select("?metric ?sign ?right", pattern) == {
        ("metric:ai-paper-count", "pg:MoreThan", "place:europe"),
        ("metric:ai-paper-count", "pg:MoreThan", "place:united-states"),
        ("metric:ai-paper-citations", "pg:About", "place:united-states"),
    }


def test_t32_since_2019_is_an_open_interval(select: Select) -> None:
    pattern = "?claim a pg:Comparison ; pg:metric metric:ai-paper-count ; pg:validFrom ?from . OPTIONAL { ?claim pg:validTo ?to }"
    assert select("?from ?to", pattern) == {("2019-01-01", "")}


def test_t33_failing_to_compete_is_a_forecast_under_a_condition(select: Select) -> None:
    pattern = f"{HERE} ?evidence pg:start 87 . ?claim pg:status ?status . OPTIONAL {{ ?claim pg:condition ?if }} FILTER(?status = pg:Forecast)"
    assert select("?if", pattern) == {("若“十四五”时期不能实现重大突破",)}
    assert not select("?claim", "place:china pg:competesWith actor:few-advanced-countries . ?claim a pg:Claim .")


def test_t35_at_home_means_china_and_abroad_does_not_mean_the_united_states_alone(select: Select) -> None:
    mentioned = f"?mention a pg:Mention ; pg:document {DOC} ; pg:entity ?entity ; pg:quote ?word ."
    assert select("?entity", mentioned + 'FILTER(STR(?word) IN ("我国", "国内"))') == {("place:china",)}
    software = "VALUES ?software { technology:basic-software technology:application-software } "
    foreign = software + "?claim rdf:subject ?software ; rdf:predicate pg:dependsOn ; rdf:object ?on ."
    assert select("?on", foreign) == {("technology:foreign-technology",)}


def test_t36_the_industrial_system_is_only_relatively_complete(select: Select) -> None:
    pattern = "?claim rdf:subject concept:ai-industrial-system ; rdf:predicate pg:feature ; rdf:object ?words ; pg:hedge ?hedge ."
    assert select("?words ?hedge", pattern) == {("相对完善", "相对")}


def test_t37_china_is_in_the_front_ranks_of_two_uses_only(select: Select) -> None:
    fields = of(select, "place:china", "pg:advancedIn")
    assert fields == {"concept:ai-use-in-the-internet-industry", "concept:ai-use-in-public-security"}


def test_t38_the_united_states_control_a_chokepoint_and_are_not_said_to_make_all_high_end_chips(
    select: Select, ask: Ask
) -> None:
    assert of(select, "place:united-states", "pg:controls") == {"concept:supply-chain-chokepoint"}
    assert not ask("technology:high-end-ai-chips pg:developedBy|pg:basedIn ?anyone")
    part = "?claim rdf:subject concept:supply-chain-chokepoint ; rdf:predicate pg:hasPart ; rdf:object technology:high-end-ai-chips"
    assert ask(part + ' ; pg:hedge "等"@zh')


def test_t39_zhongou_is_china_and_europe(select: Select, ask: Ask) -> None:
    assert ask("?claim rdf:subject place:china ; rdf:predicate pg:cooperatesWith ; rdf:object place:europe")
    assert not ask(
        '?place a pg:Place ; rdfs:label|skos:altLabel ?name FILTER(STR(?name) IN ("中欧", "Central Europe"))'
    )


def test_t40_oumei_is_europe_and_the_united_states(select: Select, ask: Ask) -> None:
    pattern = f'{HERE} ?claim a pg:Comparison ; pg:rightSide ?right . ?evidence pg:quote ?quote FILTER(CONTAINS(?quote, "超过欧美"))'
    assert {("place:europe",), ("place:united-states",)} <= select("?right", pattern)
    assert not ask(
        '?place a pg:Place ; rdfs:label|skos:altLabel ?name FILTER(STR(?name) IN ("欧美", "中美", "the West"))'
    )


def test_t41_ai4eu_is_an_alliance_and_no_number(ask: Ask) -> None:
    assert ask("actor:ai4eu a pg:Alliance")
    assert not ask(f"{HERE} ?claim a pg:Observation ; pg:value ?value FILTER(?value = 4)")


def test_t42_5g_is_an_analogy_and_no_number(select: Select, ask: Ask) -> None:
    found = select("?words", '?claim rdf:predicate pg:content ; rdf:object ?words FILTER(CONTAINS(STR(?words), "5G"))')
    assert found == {("类似于5G通信领域的标准联盟",)}
    assert not ask(f"{HERE} ?claim a pg:Observation ; pg:value ?value FILTER(?value = 5)")


def test_t43_abbreviated_germany_and_france_begin_an_open_list(select: Select) -> None:
    pattern = f'{HERE} ?claim rdf:object ?country ; pg:hedge "等"@zh . ?country a pg:Country .'
    assert select("?country", pattern) == {("place:germany",), ("place:france",)}


def test_t44_american_technology_cut_off_is_the_premise_of_an_aim(select: Select) -> None:
    pattern = (
        '?claim pg:condition ?if ; rdf:predicate pg:aim ; pg:status ?status . FILTER(CONTAINS(?if, "美国技术被阻断"))'
    )
    assert select("?status", pattern) == {("pg:Recommendation",)}


def test_t45_the_route_is_not_to_depend_on_foreign_technology(select: Select) -> None:
    pattern = (
        "?claim rdf:subject concept:independent-technology-route ; rdf:predicate pg:dependsOn ; pg:polarity ?polarity ."
    )
    assert select("?polarity", pattern) == {("pg:Negated",)}


def test_t46_central_enterprises_release_data_without_harm_to_trade_secrets(ask: Ask) -> None:
    assert ask('?claim rdf:predicate pg:recommendsMeasure ; pg:condition "在不影响商业机密的基础上"@zh')


def test_t47_closed_development_is_to_be_avoided(select: Select) -> None:
    pattern = "?claim rdf:predicate pg:promotes ; rdf:object concept:closed-development ; pg:polarity ?polarity ."
    assert select("?polarity", pattern) == {("pg:Negated",)}


def test_t48_only_some_american_companies_do_badly(select: Select) -> None:
    pattern = "?claim rdf:subject actor:us-companies ; rdf:predicate pg:hasChallenge ; pg:hedge ?hedge ."
    assert select("?hedge", pattern) == {("部分",)}
    assert len(of(select, "actor:us-companies", "pg:hasChallenge")) == 2


def test_t49_russia_is_relatively_advanced_in_three_kinds_of_software(select: Select) -> None:
    pattern = "?claim rdf:subject place:russia ; rdf:predicate pg:advancedIn ; rdf:object ?field ; pg:hedge ?hedge ."
    assert select("?field ?hedge", pattern) == {
        ("technology:programming-languages", "较为"),
        ("technology:compilers", "较为"),
        ("technology:databases", "较为"),
    }


@pytest.mark.parametrize(
    "entity",
    [
        "actor:backbone-enterprises",
        "actor:ai-leading-enterprises",
        "facility:ai-computing-centres",
        "dataset:public-datasets",
        "technology:public-technology-innovation-platform",
    ],
)
def test_t50_a_batch_is_a_hedge_and_no_number(ask: Ask, entity: str) -> None:
    assert ask(f'{HERE} ?claim rdf:subject|rdf:object {entity} ; pg:hedge "一批"@zh')
    assert not ask(f"{HERE} ?claim a pg:Observation ; pg:about {entity}")


def test_t51_the_few_giants_are_neither_named_nor_counted(ask: Ask) -> None:
    assert ask("?claim rdf:subject actor:data-giants ; rdf:predicate pg:controls")
    assert not ask("?claim a pg:Observation ; pg:about actor:data-giants")
    assert not ask("?member pg:memberOf actor:data-giants")
    assert not ask("actor:data-giants pg:hasPart ?member")


def test_t52_the_14th_five_year_plan_is_a_period_and_no_number(ask: Ask) -> None:
    assert ask(f"?mention pg:entity concept:14th-five-year-plan-period ; pg:document {DOC}")
    assert not ask("?claim pg:value ?value FILTER(?value IN (14, 14.5))")


def test_t53_double_first_class_is_a_programme_and_no_number(ask: Ask) -> None:
    assert ask('?entity rdfs:label|skos:altLabel "双一流高校"@zh')
    assert not ask(f'{HERE} ?claim a pg:Observation . ?evidence pg:quote ?quote FILTER(CONTAINS(?quote, "双一流"))')


def test_t54_the_programme_for_ai2000_talent_is_only_recommended(select: Select, ask: Ask) -> None:
    pattern = (
        "?claim rdf:predicate pg:sets ; rdf:object concept:ai2000-talent-introduction-programme ; pg:status ?status ."
    )
    assert select("?status", pattern) == {("pg:Recommendation",)}
    assert not ask("?anyone pg:sets concept:ai2000-talent-introduction-programme")


@pytest.mark.parametrize(
    ("trap", "heading", "body"),
    [
        ("T55", "规划落地", "国家层面成立"),
        ("T55", "生态体系", "启动“人工智能根技术”"),
        ("T55 and T57", "促进互动", "通过制定"),
        ("T55 and T56", "规模化应用", "鼓励领先地区"),
        ("T55", "自主根技术之上", "提高全民"),
        ("T55", "联合创新", "鼓励企业与高校"),
    ],
)
def test_t55_to_t57_no_quote_runs_over_a_heading_into_its_body(ask: Ask, trap: str, heading: str, body: str) -> None:
    assert ask(f'{HERE} ?evidence pg:quote ?quote FILTER(STRENDS(?quote, "{heading}"))'), trap
    assert ask(f'{HERE} ?evidence pg:quote ?quote FILTER(STRSTARTS(?quote, "{body}"))'), trap
    assert not ask(f'{HERE} ?evidence pg:quote ?quote FILTER(CONTAINS(?quote, "{heading}{body}"))'), trap


def test_t58_unnumbered_paragraphs_belong_to_the_recommendation_before_them(select: Select) -> None:
    found = select("?number", f"{DOC} pg:hasPart/pg:hasPart ?item . ?item pg:ordinal ?number .")
    assert found == {(f"{group}.{item}",) for group in range(1, 5) for item in range(1, 4)}
    for paragraph, number_ in (("2171", "1.2"), ("2856", "2.1"), ("3654", "3.1")):
        pattern = f"?item pg:ordinal ?number . ?claim rdf:subject ?item ; rdf:predicate pg:recommendsMeasure ; pg:evidence ?evidence . ?evidence pg:document {DOC} ; pg:start {paragraph} ."
        assert select("?number", pattern) == {(number_,)}


def test_t59_the_laboratories_of_4_3_are_not_those_of_3_3(select: Select) -> None:
    def laboratories(item: str) -> set[tuple[str, ...]]:
        made = f"?first rdf:subject recommendation:root-tech-{item} ; rdf:predicate pg:recommendsMeasure ; rdf:object ?measure ."
        return select(
            "?set",
            f'{made} ?claim rdf:subject ?measure ; rdf:predicate pg:sets ; rdf:object ?set . ?set a pg:Facility ; rdfs:label ?name FILTER(CONTAINS(?name, "实验室"))',
        )

    assert laboratories("3-3") == {("facility:ai-industry-national-key-laboratories",)}
    assert laboratories("4-3") == {("facility:ai-key-laboratories",)}


def test_t60_technical_frameworks_are_documents(select: Select) -> None:
    assert select("?framework", "?framework a pg:AIFramework .") == {
        (f"technology:{name}",) for name in ("mindspore", "paddlepaddle", "tensorflow", "pytorch")
    }


def test_t61_departments_that_release_data_are_another_list_than_those_that_hold_it(select: Select) -> None:
    release = of(select, "measure:regular-release-of-de-identified-government-data", "pg:sector")
    holders = of(select, "actor:government-public-departments", "pg:sector")
    assert release == {"sector:government-affairs", "sector:healthcare"}
    assert holders == {"sector:education", "sector:healthcare", "sector:traffic-management"}


def test_t62_the_contact_number_is_no_value_and_the_article_has_no_author_publisher_or_date(ask: Ask) -> None:
    assert ask(f"{DOC} dcterms:title ?title ; dcterms:rights ?notice")
    assert not ask("?claim pg:value ?value FILTER(?value = 3164780)")
    assert not ask(f"{DOC} dcterms:creator|dcterms:publisher|dcterms:issued|pg:publishedBy|pg:issuedFrom ?anything")


def test_t63_the_notice_of_the_site_is_neither_claimed_nor_a_mention_of_the_internet(ask: Ask) -> None:
    assert ask(
        f"?notice a pg:Sentence ; pg:furniture true ; pg:document {DOC} ; pg:start ?start FILTER(?start >= 5063)"
    )
    assert ask(f"?mention pg:entity sector:internet ; pg:document {DOC}")
    assert not ask(f"?span pg:document {DOC} ; pg:start ?start ; oa:hasBody ?body FILTER(?start >= 5063)")


def test_t64_whether_the_statistics_cover_the_nine_fields_is_noted_not_claimed(ask: Ask) -> None:
    fields = "?claim rdf:predicate pg:deeplyUsedIn ; pg:evidence ?evidence ."
    assert not ask(fields + "?evidence pg:statedSource ?source")
    assert ask(fields + "?evidence pg:note ?note")


def test_t65_annual_is_how_often_the_list_appears_and_the_figures_have_no_year(select: Select, ask: Ask) -> None:
    assert of(select, "dataset:ai2000", "pg:frequency") == {"frequency:annual"}
    assert not ask("?claim pg:evidence/pg:statedSource dataset:ai2000 ; pg:validFrom ?when")


def test_t66_talent_returns_to_china(ask: Ask) -> None:
    assert ask('measure:attract-senior-us-talent-back-to-china rdfs:label ?name FILTER(CONTAINS(?name, "China"))')
    assert ask(
        "?claim rdf:object measure:attract-senior-us-talent-back-to-china ; pg:status pg:Recommendation ; pg:evidence/pg:note ?note"
    )


def test_t67_four_platforms_are_to_be_built(select: Select) -> None:
    assert len(of(select, "measure:platforms-on-ai-computing-centres", "pg:sets")) == 4


def test_t68_both_hardware_software_co_design_and_system_optimisation_are_technologies(select: Select) -> None:
    found = of(select, "measure:develop-hardware-software-co-design", "pg:promotes", "?object a pg:Technology .")
    assert found == {"technology:hardware-software-co-design", "technology:system-level-optimisation"}


def test_t69_advising_and_recruiting_are_two_ways_to_cooperate(select: Select) -> None:
    found = of(select, "measure:cooperation-with-top-eu-professors", "pg:instrument")
    assert {"instrument:advisory-post", "instrument:recruitment"} <= found


def test_t70_tax_breaks_for_qualifying_enterprises_are_apart_from_the_general_ones(select: Select) -> None:
    pattern = "?how rdf:subject ?measure ; rdf:predicate pg:instrument ; rdf:object instrument:tax-break . OPTIONAL { ?who rdf:subject ?measure ; rdf:predicate pg:beneficiary ; rdf:object ?party }"
    assert select("?measure ?party", pattern) == {
        ("measure:reward-and-tax-incentive-policies", ""),
        ("measure:tax-incentives-for-qualifying-enterprises", "actor:qualifying-enterprises"),
    }


def test_t71_the_ecosystem_is_what_is_to_be_widely_used(select: Select, ask: Ask) -> None:
    measure = "measure:wide-use-of-root-technology-ecosystem"
    assert of(select, measure, "pg:promotes") == {"concept:root-technology-ecosystem"}
    assert ask(f"?claim rdf:object {measure} ; pg:evidence/pg:note ?note")


def test_t72_pushing_on_a_large_scale_carries_a_note(ask: Ask) -> None:
    assert ask("?claim rdf:object measure:large-scale-intelligent-upgrading-of-enterprises ; pg:evidence/pg:note ?note")


def test_t73_the_blockade_is_undated_and_its_effect_is_the_article_s_reading(select: Select, ask: Ask) -> None:
    assert of(select, "concept:us-blockade-of-chinas-ai-industry", "pg:carriedOutBy") == {"place:united-states"}
    assert not ask("?claim rdf:subject concept:us-blockade-of-chinas-ai-industry ; pg:validFrom ?when")
    pattern = '?claim rdf:subject ?challenge ; rdf:predicate pg:reason ; rdf:object ?words ; pg:status ?status FILTER(CONTAINS(STR(?words), "封锁"))'
    assert select("?status", pattern) == {("pg:Opinion",)}


def test_t74_protection_comes_before_competition(select: Select) -> None:
    pattern = (
        "?claim rdf:subject ?first ; rdf:predicate pg:precedes ; rdf:object ?second ; pg:status pg:Recommendation ."
    )
    assert select("?first ?second", pattern) == {
        (
            "measure:protection-phase-for-ai-innovation-enterprises",
            "measure:competition-phase-for-ai-innovation-enterprises",
        )
    }


def test_t75_leading_in_some_fields_is_an_aim_without_a_horizon_of_its_own(select: Select, ask: Ask) -> None:
    pattern = "?claim rdf:object target:international-lead-in-some-fields ; pg:status ?status ; pg:hedge ?hedge ."
    assert select("?status ?hedge", pattern) == {("pg:Recommendation", "部分")}
    assert not ask("?claim a pg:Observation ; pg:about target:international-lead-in-some-fields")
    assert ask("?claim rdf:object target:international-lead-in-some-fields ; pg:evidence/pg:note ?note")


def test_t76_funding_on_a_par_with_the_united_states_is_recommended_and_has_no_amount(select: Select, ask: Ask) -> None:
    pattern = "?claim a pg:Comparison ; pg:metric metric:ai-basic-technology-funding ; pg:rightSide place:united-states ; pg:comparator ?sign ; pg:status ?status ."
    assert select("?sign ?status", pattern) == {("pg:About", "pg:Recommendation")}
    assert not ask(f"{HERE} ?claim pg:unit ?unit FILTER(?unit IN (unit:cny, unit:eur, unit:krw))")


@pytest.mark.parametrize(
    "pattern",
    [
        "?claim pg:unit ?unit FILTER(?unit IN (unit:cny, unit:eur, unit:krw))",
        "?claim rdf:predicate pg:deadline",
        "?claim pg:about facility:ai-computing-centres ; pg:value ?number",
        "?claim pg:metric metric:ai2000-scholar-count ; pg:about place:united-states",
        "?claim rdf:predicate pg:addresses . ?claim rdf:subject ?item ; rdf:object ?challenge . ?item a pg:Recommendation . ?challenge a pg:Challenge",
    ],
    ids=[
        "amounts",
        "deadlines",
        "number of computing centres",
        "american scholars",
        "which recommendation answers which challenge",
    ],
)
def test_what_the_article_does_not_state_is_not_claimed(ask: Ask, pattern: str) -> None:
    assert ask(f"{HERE} ?claim pg:status pg:Recommendation")
    assert not ask(f"{HERE} {pattern}")
