/** What names and lists of people are written with, by language: the measure of how plausible a text is. */

/** Characters of Chinese names and school lists, simplified. */
const SIMPLIFIED =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳' +
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红鹏华飞鑫波斌宇浩凯健俊帆雪倩婷宁欣怡雨泽轩涵睿子梓晨阳思佳嘉琪瑶璐诗梦可心语桐萱悦彤蕾琳慧颖洁妍冰露晓小大中国建志德永春夏秋冬天海山河云峰松柏竹兰菊梅荷花月星辰光辉亮庆福禄寿喜吉祥瑞安康乐仁义礼智信忠孝良善美真珍珠宝琴书画棋文武斯若如然之亦奕一二三四五六七八九十百千万东南西北振兴旺富贵荣昌盛世家国民生新立元正清水木火土皓博哲翰昊天航奇彬彦恒毅诚谦逸豪杰雄威力男女儿元恩' +
  '学校生教师老班级年姓名用户账号码角色性别电话邮箱家长监护人教务访客课程科目数学语文英语物理化学历史地理政治体育音乐美术高初中小学期号编备注称代'

/** The same, traditional. */
const TRADITIONAL =
  '張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸賈韋鄒閆龍賀顧龔錢嚴湯齊喬龐顏莊聶魯歐關蘭紀畢單塗駱藍' +
  '偉麗強軍勇艷傑娟濤蘭剛紅鵬華飛鑫寧澤軒陽詩夢語萱悅潔曉國雲峰輝慶祿壽樂義禮寶書畫東萬興貴榮恆誠謙豪威兒學號師級電話郵長監護務訪課數語歷體' +
  '怡君雅婷宗翰冠宇家豪淑惠美玲志明建宏俊傑佩珊詠欣穎琳浩然嘉慧曼玉蓉芬雯敏儀彥廷柏翰承恩品妤宥芷瑜庭軒睿恩子晴語彤咏詩霖鈞銘勳憲誌賢勇輝鴻達韻瑩瓊嫻孟欣' +
  '姓名帳號用戶使者稱角色生教老班別家人期編備註代碼'

/** The same of Japanese. */
const JAPANESE =
  '佐藤鈴木高橋田中伊渡辺山本中村小林加吉松井上斎清水野崎阿部池森橋石川前岡長谷後近坂遠青福西太三原島和内河新菅平大古竹宮武今増丸杉千岩桜菊市安横工秋酒柴関谷浅久保服片荒尾矢沢黒須馬場望月広永飯塚星土屋倉栗北南東西奥' +
  '翔太郎健一二三大輔拓也直樹和哉亮介誠涼優斗悠真陽菜美咲花子由香里恵愛結衣葵凛蓮湊樹陸颯駿隼悟学浩隆幸雄正義博明治秀夫康弘智昭茂勝利修平佳奈千夏秋春冬真理沙綾乃彩舞桃梨菜々瞳麻純加代幸江節洋智久貴裕仁' +
  '氏名学年組番号生徒先教員役割者籍校担任保護性別出席名簿'

export const HAN_OF_NAMES: ReadonlySet<string> = new Set(SIMPLIFIED + TRADITIONAL + JAPANESE)
export const SIMPLIFIED_HAN: ReadonlySet<string> = new Set(SIMPLIFIED)
export const TRADITIONAL_HAN: ReadonlySet<string> = new Set(TRADITIONAL)
export const JAPANESE_HAN: ReadonlySet<string> = new Set(JAPANESE)

/** Syllables of Korean names and school lists. */
export const HANGUL_OF_NAMES: ReadonlySet<string> = new Set(
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용' +
    '준수영희경미혜호재동승태상훈철종다라예림빈리아율별솔슬결건규균근대란령록린무범병보복봉부비산새섭세순숙식실애언열엽완욱운웅월응의익일자적절점중찬창청초춘충치칠택학해향헌혁형화환효휘흥' +
    '름교사생급반번호아디이메일할역과목년초중등부모보로그사용자계비밀',
)

/** Letters beyond ASCII that one language writes its words with, by encoding. */
export const LATIN_ALPHABETS: Readonly<Record<string, readonly string[]>> = {
  'windows-1252': [
    'äöüß',
    'éèêëàâçîïôùûüœÿ',
    'áéíóúüñ',
    'ãõáâàéêíóôúçü',
    'åäöé',
    'åæøéö',
    'áéíóúýþæöð',
    'àèéìíòóùú',
    'éëïóüè',
    'àèéíïòóúüç',
  ],
  'windows-1250': [
    'ąćęłńóśźż',
    'áčďéěíňóřšťúůýž',
    'áäčďéíĺľňóôŕšťúýž',
    'áéíóöőúüű',
    'čćđšž',
    'ăâîşţ',
    'äöüß',
    'é',
  ],
  'windows-1254': ['çğıöşüâîİ'],
}

/** Letters of an alphabet from the frequent to the rare, and those that are hardly ever met. */
export const ALPHABETS: Readonly<Record<string, { usual: string; rare: string }>> = {
  'windows-1251': { usual: 'оеаинтрслвкмдпуягбзйыьчіхжшюєїцгё', rare: 'фъэщґўјљњћџѓќѕђ' },
  'koi8-r': { usual: 'оеаинтрслвкмдпуягбзйыьчхжшюцё', rare: 'фъэщ' },
  'windows-1253': { usual: 'αοιεστνηυρπκμλςάόίέήώγδθχβω', rare: 'ξψζφύϊϋΐΰ' },
}

/** Words that stand in the head and the role columns of such lists. They are hardly ever met by chance. */
export const WORDS_OF_LISTS =
  /姓名|用户名|用户|账号|帐号|学号|角色|学生|教师|老师|家长|班级|班|代码|邮箱|性别|密码|姓|名|用戶名|使用者|帳號|學號|學生|教師|老師|家長|班級|代碼|電郵|信箱|密碼|氏名|名前|学籍番号|生徒|教員|保護者|役割|ユーザー|クラス|メール|パスワード|이름|성명|학번|학생|교사|학부모|역할|아이디|이메일|비밀번호|학급|имя|фамилия|логин|роль|ученик|учитель|родитель|класс|пароль|почта|прізвище|учень|schüler|schülerin|eltern|prénom|élève|contraseña|código|aluno|função|öğrenci|öğretmen|uczeń|imię|žák|jméno|příjmení|tanuló|név|όνομα|επώνυμο|μαθητής|שם|תלמיד|الاسم|طالب|ชื่อ|นักเรียน/giu
