import type { Talk } from './line.ts'

const COOLING = `time (min),temperature (°C)
0,78
1,69
2,62
3,57
4,55
5,55
6,55
7,53
8,48
`

const FORMULA = `Here is how I set out a calculation. Please do it the same way:

> **Given** m = 240 g, V = 90 cm³
> **Wanted** density
> **Formula** ρ = m / V
> **Answer** ρ ≈ 2.7 g/cm³, so it could be aluminium.`

export const PHYSICS: Talk = {
  club: 'Lab partners',
  lines: [
    {
      at: '-49 09:50',
      in: 'announcements',
      by: 'whitfield',
      words:
        'Welcome to Physics 8B. Safety rules are on the laboratory door: read them before Thursday, please. Goggles are in the left cupboard.',
      reactions: { '👍': 12 },
    },
    { at: '-48 17:40', in: 'general', by: 'hannah.kim', words: 'Is the lab on Thursday in room 114 or 116?' },
    {
      at: '-48 17:52',
      in: 'general',
      by: 'whitfield',
      words: '116. The blinds in 114 do not close, and we need the dark next month.',
    },
    { at: '-41 18:12', in: 'questions', by: 'liu.siyuan', words: '平均速度是不是两个速度加起来除以二？' },
    {
      at: '-41 18:20',
      in: 'questions',
      by: 'teacher',
      words:
        '不一定！平均速度 = 总路程 ÷ 总时间。 Example: 60 km at 30 km/h and 60 km at 60 km/h is 120 km in 3 h, so 40 km/h and not 45.',
      reactions: { '🤯': 7, '💡': 4 },
    },
    { at: '-36 16:35', in: 'club', by: 'priya.patel', words: 'Kevin, can you bring the stopwatch tomorrow?' },
    { at: '-36 16:37', in: 'club', by: 'kevin.xu', words: 'Sure. 我还有两个备用电池。' },
    {
      at: '-30 11:20',
      in: 'general',
      by: 'whitfield',
      words: 'The class data of the cooling curve. Use it if your thermometer was one of the broken ones.',
      file: { name: 'cooling-curve.csv', text: COOLING },
      reactions: { '🙏': 9 },
    },
    {
      at: '-30 18:44',
      in: 'questions',
      by: 'hu.junjie',
      words: 'Why does it stay at 55 °C for so long? Is it broken?',
    },
    {
      at: '-30 18:51',
      in: 'questions',
      by: 'alexandria.mh',
      words:
        'I think it is freezing there: the heat it loses comes from the change of state, not from getting colder.',
    },
    {
      at: '-30 18:59',
      in: 'questions',
      by: 'whitfield',
      words: 'Exactly right, Alexandria.',
      reactions: { '👏': 8 },
    },
    {
      at: '-22 19:15',
      in: 'questions',
      by: 'grace.liu',
      words: 'For the mirror question: is the image behind the mirror real?',
    },
    {
      at: '-22 19:24',
      in: 'questions',
      by: 'whitfield',
      words:
        'Virtual: no light comes from there. Put a piece of paper behind the mirror and you will see nothing on it.',
    },
    { at: '-15 20:02', in: 'general', by: 'lin.zixuan', words: '实验报告要手写还是打字？' },
    {
      at: '-15 20:09',
      in: 'general',
      by: 'whitfield',
      words: 'Typed or a clear photo, both are fine. 都可以。',
      reactions: { '👍': 6 },
    },
    {
      at: '-9 17:30',
      in: 'announcements',
      by: 'whitfield',
      words: 'The lens laboratory moves to **next Thursday**. Bring a phone with a camera if you may.',
      reactions: { '📷': 5, '👍': 8 },
    },
    {
      at: '-7 18:18',
      in: 'questions',
      by: 'oliver.bennett',
      words: FORMULA.replace(
        'Here is how I set out a calculation. Please do it the same way:',
        'Is this set out the way you want it?',
      ),
    },
    {
      at: '-7 18:33',
      in: 'questions',
      by: 'whitfield',
      words: 'Perfect. Everybody: this is how it should look.',
      reactions: { '⭐': 6 },
    },
    { at: '-6 12:40', in: 'club', by: 'zhao.yichen', words: '谁和我一组？我有弹簧秤。' },
    { at: '-6 12:44', in: 'club', by: 'yang.kexin', words: '我！', reactions: { '🤝': 2 } },
    { at: '-3 19:50', in: 'questions', by: 'cao.jingyi', words: '摩擦力是不是总是坏的？' },
    {
      at: '-3 19:58',
      in: 'questions',
      by: 'li.haoran',
      words: '不是，没有摩擦力我们连路都走不了。',
      reactions: { '😂': 5, '👍': 4 },
    },
    {
      at: '-2 16:25',
      in: 'general',
      by: 'whitfield',
      words: 'Reports on density are due tomorrow evening. I have seen some very good graphs already.',
    },
    {
      at: '-1 18:40',
      in: 'general',
      by: 'kevin.xu',
      words: 'My stone floats?? 🤨',
      edited: 'My stone floats?? Update: it is pumice. 是浮石。',
      reactions: { '😂': 11 },
    },
    {
      at: '-1 18:45',
      in: 'general',
      by: 'whitfield',
      words: 'Then you have the most interesting report of all. How will you measure its volume?',
    },
    {
      at: '-1 19:03',
      in: 'general',
      by: 'hannah.kim',
      words: 'Push it under with a needle!',
      reactions: { '💡': 6 },
    },
    {
      at: '-75m',
      in: 'questions',
      by: 'tang.wanqing',
      words: 'Do we need goggles today for the buoyancy lab?',
    },
    {
      at: '-66m',
      in: 'questions',
      by: 'whitfield',
      words: 'Not today. Bring a towel instead.',
      reactions: { '😄': 7 },
    },
  ],
}
