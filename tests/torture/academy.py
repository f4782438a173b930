"""The academy that is tortured: small, so that a run takes a few hundred calls to the disk.

`write_tables(folder)` writes its import files, `write_changes(folder)` files that change some of their rows and add others.
All names are invented."""
import csv

YEAR = '2017'
NOW = f'{YEAR}-12-01T09:00:00+08:00'
INSTITUTE = 'I1'
INSTITUTES = ['I1', 'I2']
REPORTED = ['1003', '1004']
PLANS = ['P1', 'P2', 'P3']
ADMIN = 'jian:所级管理员@I1'
CLASS_ADMIN = 'ruan:培训班管理员@I1'

TABLES = {
    'orgs': [['机构编码', '机构名称', '上级机构编码', '级别'], ['A', '澄明科学院', '', '院'], ['I1', '湖沼研究所', 'A', '研究所'],
             ['I1-D1', '观测部', 'I1', '部门'], ['I2', '云岭研究所', 'A', '研究所']],
    'people': [['员工编号', '姓名', '登录名', '机构编码', '岗位类别', '入职时间'], ['1000', '虞衡', 'yu', 'A', '管理', '2001-03-01'],
               ['1001', '简若舟', 'jian', 'I1', '管理', '2003-05-01'], ['1002', '阮清禾', 'ruan', 'I1', '支撑', '2005-05-01'],
               ['1003', '詹景川', 'zhan', 'I1-D1', '科研', '2006-05-01'], ['1004', '岑知岚', 'cen', 'I1-D1', '科研', '2007-05-01'],
               ['1005', '戚予砚', 'qi', 'I1-D1', '科研', '2017-05-01'], ['2001', '荀沐棠', 'xun', 'I2', '管理', '2009-05-01']],
    'roles': [['员工编号', '角色', '机构编码'], ['1000', '院管理员', 'A'], ['1001', '所级管理员', 'I1'],
              ['1002', '培训班管理员', 'I1'], ['2001', '所级管理员', 'I2']],
    'headcounts': [['机构编码', '年度', '单位在职总人数'], ['I1', YEAR, '50'], ['I2', YEAR, '20']],
    'plans': [['计划编号', '年度', '计划类型', '培训计划类型', '计划名称', '机构编码', '培训类别', '培训时间', '学时', '天数', '计划参加人数',
               '所需经费(万元)', '审批情况', '发布状态']] +
             [[plan, YEAR, '项目计划', '新增计划', f'专题培训{plan}', 'I1', '其他培训', '2017-12', '8', '2', '30', '1', '暂存', '未发布']
              for plan in PLANS] +
             [['P9', YEAR, '项目计划', '年度计划', '观测技术', 'I1', '其他培训', '2017-06', '16', '2', '20', '2', '审批通过', '已发布']],
    'classes': [['培训编号', '计划编号', '培训名称', '机构编码', '培训年度', '培训类别', '培训开始时间', '培训结束时间', '学时', '天数',
                 '计划参加人数', '工作人员数', '所需经费(万元)', '是否精品', '实施状态'],
                ['C9', 'P9', '观测技术', 'I1', YEAR, '其他培训', '2017-06-01', '2017-06-02', '16', '2', '20', '2', '2', '否', '已实施']],
    'attendees': [['培训编号', '员工编号', '学时'], ['C9', '1003', ''], ['C9', '1005', '8']],
    'learning': [['来源编号', '员工编号', '年度', '类别', '培训名称', '开始时间', '结束时间', '学时', '审核状态']] +
                [[f'L{person}', person, YEAR, '线下培训', '野外研修', '2017-03-01', '2017-03-31', '120', '审核通过'] for person in REPORTED] +
                [['L1005', '1005', YEAR, '在线学习', '写作', '2017-04-01 09:00', '', '1小时30分', '审核通过'],
                 ['W1005', '1005', YEAR, '网络学时', '公开课', '2017-05-01', '2017-05-02', '6', '待审核']],
}


def changed():
    """One name, one figure and the hours of a record are others; one person and one record are new."""
    tables = {kind: [list(row) for row in rows] for kind, rows in TABLES.items()}
    tables['people'][4][1] = '詹景遥'
    tables['people'].append(['1006', '霍听澜', 'huo', 'I1-D1', '科研', '2010-05-01'])
    tables['headcounts'][1][2] = '51'
    tables['learning'][1][7] = '121'
    tables['learning'].append(['L1006', '1006', YEAR, '公派留学', '访问', '2017-02-01', '2017-02-28', '60', '审核通过'])
    return {kind: tables[kind] for kind in ('people', 'headcounts', 'learning')}


def write_tables(folder, tables=None):
    folder.mkdir(parents=True)
    for kind, rows in (tables or TABLES).items():
        with open(folder / f'{kind}.csv', 'w', encoding='utf-8', newline='') as stream:
            csv.writer(stream).writerows(rows)
