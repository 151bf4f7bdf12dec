namespace NineGrid.Data.Samples;

/// <summary>Names of people and companies. Company stems are pairs of literary characters, so that nobody takes them for a company that exists.</summary>
internal static class Names
{
    private static readonly string[] Surnames = Place.Words(
        "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金"
    );

    private static readonly string[] GivenNames = Place.Words(
        "伟 芳 娜 敏 静 磊 洋 艳 勇 军 杰 娟 涛 明 超 霞 平 刚 桂英 志强 秀兰 建国 晓燕 文博 雨晨 思远 梓涵 佳怡 子轩 海燕 丽华 俊峰 立新 晓东 国强 雅琴 春梅 永康 嘉宁 书航 若溪 一帆 景行 知夏 明哲 清扬 婉婷 浩然"
    );

    private static readonly string[] FirstCharacters = Place.Words(
        "霁 岚 栖 溯 砚 漱 朔 翊 珩 曦 芷 泠 澹 骧 缙 璟 晏 沅 湛 皓 攸 聿 骞 琅 峤 甯 昀 筠 旻 淞 洵 珏 衍 徽 臻 翎 霄 樾 鹿 渡"
    );

    private static readonly string[] SecondCharacters = Place.Words(
        "岫 野 棠 川 弦 屿 桥 槿 枫 舟 泽 禾 汀 麓 序 阙 峦 渚 峰 庭 谷 洲 陌 垣 林 桐 柏 榆 原 帆 湾 石 云 涧 溪 岭 浦 田 沐 舆"
    );

    /// <summary>Trades by industry section, A to T.</summary>
    private static readonly string[][] Trades =
    [
        Place.Words("农业发展 生态养殖 种业 林业 水产"),
        Place.Words("矿业 砂石开采 能源开发"),
        Place.Words("精密机械 新材料 电子科技 纺织 化工 食品 汽车零部件 医药 包装 五金制品 模具 家居制造"),
        Place.Words("热电 燃气 水务 新能源"),
        Place.Words("建筑工程 市政工程 装饰工程 路桥建设"),
        Place.Words("商贸 供应链 国际贸易 建材贸易 医药商业 汽车销售 食品配送"),
        Place.Words("物流 运输 仓储 航运"),
        Place.Words("酒店管理 餐饮管理"),
        Place.Words("软件 信息技术 数据科技 网络科技"),
        Place.Words("融资租赁 商业保理"),
        Place.Words("置业 物业服务 房地产开发"),
        Place.Words("商务服务 人力资源 设备租赁 会展服务"),
        Place.Words("检测技术 工程设计 生物研究"),
        Place.Words("环保科技 园林绿化 水利工程"),
        Place.Words("家政服务 汽车维修"),
        Place.Words("教育科技 职业培训"),
        Place.Words("医院管理 养老服务"),
        Place.Words("文化传媒 体育发展 影视制作"),
        Place.Words("会务服务"),
        Place.Words("国际交流服务"),
    ];

    public static string Person(ref Dice dice) => dice.Pick(Surnames) + dice.Pick(GivenNames);

    /// <summary>The two characters by which a company or a group is known.</summary>
    public static string Stem(ref Dice dice) => dice.Pick(FirstCharacters) + dice.Pick(SecondCharacters);

    public static string Company(string city, string stem, char industry, bool listed, ref Dice dice) =>
        city + stem + dice.Pick(Trades[industry - 'A']) + (listed ? "股份有限公司" : "有限公司");

    public static string Holding(string? province, string stem) => province + stem + "集团";
}
