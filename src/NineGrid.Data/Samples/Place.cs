namespace NineGrid.Data.Samples;

/// <summary>A province or city of its own right with the cities in which a branch there has branches.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Region">First two digits of its administrative division code (GB/T 2260).</param>
/// <param name="Weight">How much corporate business is done there, relative to the others.</param>
/// <param name="IsCity">Whether it is itself a city, so that sub-branches come directly below the tier-1 branch.</param>
/// <param name="Cities">Cities of a province, districts of a city.</param>
internal sealed record Place(string Name, string Region, double Weight, bool IsCity, string[] Cities)
{
    /// <summary>The 31 provincial divisions of the mainland and the five cities with planning status of their own, busiest first.</summary>
    public static IReadOnlyList<Place> All { get; } =
    [
        Province("江苏", "32", 2.0, "苏州 南京 无锡 南通 常州 徐州"),
        Province("浙江", "33", 1.8, "杭州 温州 嘉兴 绍兴 台州 金华"),
        Province("广东", "44", 2.0, "广州 佛山 东莞 珠海 惠州 中山"),
        City("上海", "31", 1.7, "浦东 徐汇 静安 闵行 嘉定 松江"),
        Province("山东", "37", 1.5, "济南 烟台 潍坊 临沂 淄博 济宁"),
        Province("四川", "51", 1.2, "成都 绵阳 宜宾 德阳 南充 泸州"),
        City("北京", "11", 1.6, "朝阳 海淀 丰台 通州 大兴 顺义"),
        City("深圳", "44", 1.5, "南山 福田 宝安 龙岗 龙华 罗湖"),
        Province("河南", "41", 1.1, "郑州 洛阳 南阳 许昌 新乡 周口"),
        Province("湖北", "42", 1.1, "武汉 襄阳 宜昌 荆州 黄冈 孝感"),
        Province("福建", "35", 1.0, "福州 泉州 漳州 莆田 龙岩 三明"),
        Province("湖南", "43", 1.0, "长沙 岳阳 株洲 衡阳 常德 湘潭"),
        Province("安徽", "34", 1.0, "合肥 芜湖 滁州 阜阳 马鞍山 安庆"),
        Province("河北", "13", 1.0, "石家庄 唐山 保定 邯郸 沧州 廊坊"),
        City("天津", "12", 0.8, "滨海 和平 武清 西青 北辰 津南"),
        City("重庆", "50", 1.0, "渝中 江北 九龙坡 渝北 万州 涪陵"),
        Province("陕西", "61", 0.8, "西安 咸阳 宝鸡 榆林 渭南 延安"),
        Province("辽宁", "21", 0.8, "沈阳 鞍山 营口 锦州 抚顺 盘锦"),
        Province("江西", "36", 0.8, "南昌 赣州 九江 宜春 上饶 吉安"),
        City("宁波", "33", 0.9, "鄞州 北仑 慈溪 余姚 镇海 江北"),
        City("青岛", "37", 0.8, "市南 黄岛 城阳 即墨 胶州 崂山"),
        Province("广西", "45", 0.6, "南宁 柳州 桂林 玉林 钦州 北海"),
        Province("云南", "53", 0.6, "昆明 曲靖 红河 大理 玉溪 楚雄"),
        Province("山西", "14", 0.6, "太原 大同 长治 临汾 晋中 运城"),
        City("厦门", "35", 0.6, "思明 湖里 集美 海沧 同安 翔安"),
        City("大连", "21", 0.5, "中山 西岗 金普 旅顺口 甘井子 瓦房店"),
        Province("贵州", "52", 0.5, "贵阳 遵义 毕节 六盘水 安顺 铜仁"),
        Province("内蒙古", "15", 0.5, "呼和浩特 包头 鄂尔多斯 赤峰 通辽 乌海"),
        Province("吉林", "22", 0.4, "长春 辽源 四平 通化 松原 延边"),
        Province("黑龙江", "23", 0.4, "哈尔滨 大庆 齐齐哈尔 牡丹江 佳木斯 绥化"),
        Province("新疆", "65", 0.4, "乌鲁木齐 克拉玛依 昌吉 伊犁 库尔勒 喀什"),
        Province("甘肃", "62", 0.3, "兰州 天水 酒泉 庆阳 白银 武威"),
        Province("海南", "46", 0.3, "海口 三亚 儋州 琼海 文昌 万宁"),
        Province("宁夏", "64", 0.2, "银川 石嘴山 吴忠 中卫 固原 灵武"),
        Province("青海", "63", 0.2, "西宁 海东 格尔木 德令哈 玉树 共和"),
        Province("西藏", "54", 0.1, "拉萨 日喀则 林芝 山南 昌都 那曲"),
    ];

    /// <summary>Parts of a city after which sub-branches are called.</summary>
    public static IReadOnlyList<string> Quarters { get; } =
        Words(
            "工业园区 高新区 开发区 新区 城东 城西 城南 城北 中心 滨江 湖滨 科技城 人民路 中山路 解放路 建设路 和平路 文化路 新华路 胜利路 长江路 黄河路 学府 东湖 南湖 北苑 西城 桥头 港口 空港 钟楼 鼓楼 金融街 商贸城"
        );

    public static string[] Words(string spaced) => spaced.Split(' ');

    private static Place Province(string name, string region, double weight, string cities) =>
        new(name, region, weight, IsCity: false, Words(cities));

    private static Place City(string name, string region, double weight, string districts) =>
        new(name, region, weight, IsCity: true, Words(districts));
}
