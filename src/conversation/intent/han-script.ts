/**
 * Traditional characters that turn up in chats about videos, each followed by its simplified form. Only for
 * matching and for telling the two scripts apart: what is sent to the agent keeps the person's own
 * characters. Node's ICU has no such conversion.
 */
const PAIRS =
  '匯汇導导輸输載载視视頻频檔档積积餘余額额點点數数狀状態态進进時时間间軸轴軌轨幫帮說说專专項项個个請请謝谢麼么給给傳传還还動动圖图張张這这將将製制轉转換换變变為为開开從从頭头歷历紀纪錄录發发現现' +
  '樣样終终關关機机會会後后們们對对話话問问題题極极讓让來来裡里裏里啟启選选擇择單单獨独別别顯显預预覽览長长幾几條条網网電电腦脑連连結结儲储確确認认無无聲声樂乐畫画質质標标準准輯辑編编錢钱費费價价' +
  '買买帳账號号戶户雲云訂订閱阅計计劃划報报備备歡欢嗎吗沒没過过當当應应該该於于與与種种檢检詢询處处陣阵較较讚赞見见囉啰嘍喽產产廣广縮缩減减緩缓調调節节靜静飛飞風风馬马鳥鸟龍龙車车東东門门書书學学' +
  '國国華华語语詞词讀读寫写紅红綠绿藍蓝黃黄橫横豎竖寬宽裝装飾饰邊边內内場场鏡镜鐘钟級级類类組组軟软體体簡简難难麗丽傢家夥伙貼贴試试聽听訊讯鏈链鍵键鈕钮擊击複复雜杂雙双異异獲获釋释術术輪轮講讲識识' +
  '護护訪访設设評评詳详誰谁誤误議议證证譯译貨货貴贵資资賣卖贈赠趕赶蹤踪適适遞递遠远郵邮醫医釐厘針针銷销錯错鎖锁錶表隊队際际隨随靈灵頁页頂顶順顺須须領领願愿飯饭飲饮驗验鬆松麵面黨党齊齐齣出糰团囑嘱' +
  '勻匀勵励勞劳勢势勝胜區区協协卻却厲厉參参喚唤嚐尝團团圍围圓圆執执壞坏壓压夢梦夾夹奧奥妝妆媽妈嬰婴孫孙宮宫審审寶宝尋寻層层屬属島岛師师帶带幀帧幣币強强彈弹彙汇徵征徹彻恆恒愛爱慶庆憶忆懷怀戲戏戰战' +
  '捨舍掃扫掛挂採采揮挥搖摇損损擁拥擋挡據据擴扩攝摄敗败斷断暫暂暈晕曬晒業业構构槍枪樓楼橋桥檯台權权歐欧歲岁歸归殘残殺杀決决況况沖冲淚泪淨净測测湊凑溫温滅灭滿满漸渐潔洁潛潜濃浓濕湿灣湾燈灯燒烧營营' +
  '爛烂爭争爾尔牆墙獎奖環环瑪玛畢毕療疗瘋疯皺皱盤盘監监盡尽眾众瞭了碼码礎础禮礼稱称穩稳筆笔筍笋範范築筑籤签紋纹純纯紙纸細细紹绍絕绝絲丝經经綜综維维綱纲緊紧線线練练縱纵總总織织繞绕續续罵骂聞闻職职' +
  '聯联肅肃膠胶臉脸臺台舊旧艙舱艦舰葉叶蓋盖蔥葱薦荐藝艺藥药蘇苏虛虚蟲虫補补襯衬觀观觸触討讨訓训記记許许訴诉診诊甦苏掙挣紗纱羅罗諾诺灘滩滾滚滬沪蠟蜡賀贺賬账賽赛贏赢運运達达違违遙遥遺遗鄉乡釣钓鈴铃' +
  '銀银鋼钢錦锦鍋锅鍾钟鐵铁鑽钻閃闪閉闭陽阳陰阴霧雾韓韩響响顏颜飄飘餅饼騎骑驚惊髮发魚鱼鮮鲜鹽盐齡龄龜龟務务煩烦優优誠诚負负責责農农閒闲夠够億亿萬万兩两傷伤側侧僅仅儘尽併并冊册凍冻剛刚創创劇剧嚴严' +
  '堅坚塊块墊垫壽寿奪夺婦妇寧宁屆届嶺岭廟庙廠厂彎弯徑径悅悦惱恼慘惨憂忧懶懒懸悬拋抛捲卷揚扬撥拨撲扑擺摆攔拦攜携敵敌曆历棄弃榮荣樹树橢椭殼壳毀毁氣气涼凉淺浅漁渔漢汉潤润澤泽濟济瀏浏爐炉牽牵狹狭猶犹' +
  '獅狮獻献窩窝窮穷競竞糾纠紛纷納纳絡络統统絨绒綁绑繪绘繼继纖纤罷罢罰罚脫脱腳脚莊庄蘭兰蘋苹虧亏蝦虾衝冲褲裤覺觉誇夸誌志誘诱諧谐謊谎謙谦譜谱譽誉貓猫財财販贩貪贪貫贯賓宾賭赌購购贊赞跡迹踐践躍跃軍军' +
  '輔辅輛辆輝辉輩辈辦办辭辞迴回遊游遲迟邁迈鄰邻醬酱鈔钞鉤钩鋒锋鋪铺鎮镇閣阁陸陆陳陈隱隐雖虽頒颁頓顿顆颗駐驻駕驾騰腾驅驱鬥斗鬧闹鳴鸣鴨鸭鵝鹅麥麦齒齿檸柠膚肤閨闺簾帘籃篮緣缘聖圣蕭萧賠赔輕轻醜丑隻只';

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from(PAIRS.matchAll(/(.)(.)/gu), ([, from = '', to = '']) => [from, to]),
);

/** Replaces the traditional characters that the vocabulary knows by simplified ones; everything else stays. */
export function simplified(text: string): string {
  let out = '';
  for (const character of text) out += SIMPLIFIED.get(character) ?? character;
  return out;
}

const ONLY_SIMPLIFIED: ReadonlySet<string> = new Set(
  // These are written in traditional texts too.
  [...SIMPLIFIED.values()].filter(
    (character) => !'后里台面只斗复系制准松游干回余向须周冲症克叶志伙采才'.includes(character),
  ),
);

/**
 * Which of the two scripts a Chinese text is written in; undefined when its characters are the same in
 * both.
 */
export function chineseScript(text: string): 'simplified' | 'traditional' | undefined {
  let balance = 0;
  let decisive = 0;
  for (const character of text) {
    const sign = SIMPLIFIED.has(character) ? 1 : ONLY_SIMPLIFIED.has(character) ? -1 : 0;
    balance += sign;
    decisive += Math.abs(sign);
  }
  if (decisive === 0) return undefined;
  return balance >= 0 ? 'traditional' : 'simplified';
}
