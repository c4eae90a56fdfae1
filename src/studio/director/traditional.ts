/**
 * Characters of traditional Chinese and their simplified forms, as far as the lexicon has them: whoever writes
 * 轉場 is understood like one who writes 转场. From ICU's transliteration "Traditional-Simplified".
 */
const PAIRS = `
   並并 亂乱 併并 來来 個个 們们 傢家 傳传 傷伤 僅仅 優优 內内 兩两 冊册 別别 刪删 剛刚 創创 劇剧 動动 務务 勵励 厭厌 員员 唸念 喨亮 單单 嗎吗 嗶哔 噹当 嚮向 圍围
   圖图 埰采 場场 壓压 寧宁 寫写 寬宽 將将 專专 對对 導导 師师 帶带 幀帧 幫帮 幾几 廻回 張张 強强 後后 從从 復复 態态 慶庆 懶懒 戲戏 採采 換换 搖摇 摳抠 撐撑 擺摆
   攝摄 數数 於于 昇升 時时 暢畅 書书 會会 條条 業业 樂乐 標标 樣样 機机 橫横 歡欢 氣气 沒没 淺浅 減减 溫温 滿满 漸渐 潑泼 濾滤 灘滩 為为 無无 煩烦 熱热 燈灯 營营
   爲为 現现 產产 産产 畫画 當当 疊叠 癒愈 發发 眞真 種种 竪竖 節节 簡简 約约 紅红 純纯 紙纸 終终 組组 結结 給给 統统 絲丝 綠绿 網网 緊紧 緑绿 緩缓 縮缩 縱纵 總总
   續续 纔才 聲声 聽听 與与 舖铺 葉叶 著着 藍蓝 處处 號号 裏里 補补 裡里 製制 複复 視视 覺觉 計计 討讨 設设 註注 詩诗 話话 誌志 語语 說说 説说 調调 請请 謝谢 識识
   讀读 變变 讓让 豎竖 貫贯 貼贴 賸剩 跤交 軌轨 較较 載载 輕轻 輯辑 輸输 轉转 迴回 這这 進进 運运 過过 遠远 選选 還还 邊边 銀银 銜衔 銷销 鋪铺 鋼钢 錶表 鍾钟 鏡镜
   鐘钟 長长 閃闪 閉闭 開开 間间 関关 關关 陞升 陰阴 陽阳 隨随 隱隐 隻只 雙双 難难 雲云 電电 靜静 響响 頁页 頂顶 順顺 頭头 頻频 題题 顏颜 顔颜 顛颠 類类 顯显 風风
   飽饱 餘余 體体 髮发 鬆松 鬧闹 麤粗 麯曲 麵面 麼么 麽么 黃黄 點点 齣出
`;

export const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  PAIRS.split(/\s+/).flatMap((pair): [string, string][] => (pair ? [[pair.charAt(0), pair.charAt(1)]] : [])),
);
