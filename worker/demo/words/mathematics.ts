import type { Talk } from './line.ts'

const CODE = `I wrote a program to check my table of values for y = 2x − 3:

\`\`\`python
def f(x):
    return 2 * x - 3

for x in range(-2, 4):
    print(x, f(x))
\`\`\`

It prints −7 first. Is that right?`

const REVISION = `**Mid-term test: Friday, 14:00, our usual room.**

1. Triangles and congruence 全等三角形
2. Factorising 因式分解
3. Pythagoras 勾股定理

Bring a ruler and a compass. No calculators. 请带好直尺和圆规。`

export const MATHEMATICS: Talk = {
  club: 'Olympiad club 竞赛小组',
  lines: [
    {
      at: '-50 08:20',
      in: 'announcements',
      by: 'teacher',
      words:
        'Welcome to Year 8 Mathematics! 欢迎来到八年级数学。 Lessons are Monday, Wednesday and Friday. Homework is handed in here, by text or as a photo.',
      reactions: { '👋': 9, '❤️': 3 },
      pinned: true,
    },
    {
      at: '-50 12:31',
      in: 'general',
      by: 'oliver.bennett',
      words: 'Hi everyone! Does anybody know if we need graph paper this week?',
    },
    {
      at: '-50 12:34',
      in: 'general',
      by: 'yang.kexin',
      words: 'Yes, Ms Chen said **1 cm squares**.',
      reactions: { '👍': 4 },
    },
    {
      at: '-44 19:02',
      in: 'questions',
      by: 'ma.tianyu',
      words: '为什么 √8 可以写成 2√2？我看不懂课本第 14 页。',
    },
    {
      at: '-44 19:10',
      in: 'questions',
      by: 'assistant',
      words: '因为 8 = 4 × 2，而 √4 = 2。所以 √8 = √4 × √2 = 2√2。',
      reactions: { '🙏': 2, '👍': 5 },
    },
    { at: '-44 19:12', in: 'questions', by: 'ma.tianyu', words: '明白了，谢谢学长！' },
    {
      at: '-37 16:40',
      in: 'club',
      by: 'oconnor',
      words: 'First puzzle for the club: how many squares are on a chessboard? (It is not 64.)',
      reactions: { '🤔': 6 },
    },
    { at: '-37 18:05', in: 'club', by: 'xu.haoyu', words: '204! 1² + 2² + … + 8²' },
    {
      at: '-37 18:07',
      in: 'club',
      by: 'oconnor',
      words: 'Correct. Now do it for an *n × n* board.',
      reactions: { '👏': 7 },
    },
    {
      at: '-30 20:11',
      in: 'questions',
      by: 'sophie.laurent',
      words: 'For question 5, can I use SSA to prove the triangles are congruent?',
    },
    {
      at: '-30 20:20',
      in: 'questions',
      by: 'teacher',
      words:
        'No: SSA is not enough. Draw it with a compass and you will find **two** triangles that fit. Try SAS.',
      reactions: { '💡': 8 },
    },
    { at: '-30 20:26', in: 'questions', by: 'sophie.laurent', words: 'Oh! I just drew both. Merci 😄' },
    {
      at: '-24 07:50',
      in: 'announcements',
      by: 'teacher',
      words: REVISION,
      reactions: { '👀': 11, '😱': 4 },
      pinned: true,
    },
    {
      at: '-23 18:30',
      in: 'general',
      by: 'alexandria.mh',
      words: 'Who wants to revise together on Wednesday after school? Library, second floor.',
    },
    { at: '-23 18:33', in: 'general', by: 'huang.jiayi', words: '我去！' },
    { at: '-23 18:34', in: 'general', by: 'lucas.moreau', words: 'me too' },
    {
      at: '-23 18:41',
      in: 'general',
      by: 'li.haoran',
      words: '+1，我带上次的练习卷',
      reactions: { '🎉': 5 },
    },
    {
      at: '-16 17:22',
      in: 'questions',
      by: 'noah.fischer',
      words: 'In the word problem about the ladder, is the wall the hypotenuse?',
      edited: 'In the word problem about the ladder, is the ladder the hypotenuse?',
    },
    {
      at: '-16 17:30',
      in: 'questions',
      by: 'assistant',
      words: 'Yes, the ladder is opposite the right angle, so it is the longest side.',
      reactions: { '👍': 3 },
    },
    { at: '-12 19:45', in: 'general', by: 'zhu.yihan', words: '有人捡到我的圆规吗？蓝色的，在 302 教室。' },
    {
      at: '-12 19:58',
      in: 'general',
      by: 'guo.mengqi',
      words: '在讲台上，我明天带给你。',
      reactions: { '❤️': 2 },
    },
    { at: '-8 20:01', in: 'questions', by: 'xu.haoyu', words: CODE, reactions: { '🐍': 3 } },
    {
      at: '-8 20:15',
      in: 'questions',
      by: 'teacher',
      words:
        'f(−2) = 2 × (−2) − 3 = −7, so yes. Well done! Now change the 2 to −2 and tell us what happens to the line.',
    },
    {
      at: '-8 20:22',
      in: 'questions',
      by: 'xu.haoyu',
      words: 'It falls instead of rising. 斜率变成负的。',
      reactions: { '👏': 6 },
    },
    {
      at: '-5 16:10',
      in: 'club',
      by: 'oconnor',
      words:
        'This week: a 3 × 3 × 3 cube is painted red and cut into 27 small cubes. How many have exactly two red faces?',
    },
    { at: '-5 17:44', in: 'club', by: 'chen.zihan', words: '12 个，在棱上，不算角。' },
    { at: '-4 12:05', in: 'general', by: 'lucas.moreau', words: 'lol wrong class', deleted: true },
    {
      at: '-3 18:20',
      in: 'announcements',
      by: 'teacher',
      words:
        'Your work on Pythagoras is marked and returned. Please read the comments before Monday; whoever wants to improve it may hand it in again. 请看批注，可以重新提交。',
      reactions: { '✅': 14 },
    },
    { at: '-2 19:31', in: 'questions', by: 'huang.jiayi', words: '截距可以是负数吗？' },
    {
      at: '-2 19:36',
      in: 'questions',
      by: 'liang.xinyi',
      words: '可以，比如 y = x − 4，和 y 轴交在 (0, −4)。',
      reactions: { '👍': 4 },
    },
    {
      at: '-1 17:05',
      in: 'general',
      by: 'teacher',
      words: 'Tomorrow we draw on the shared board: everybody may write on it. 明天大家都可以在白板上画。',
      reactions: { '🎉': 8, '✏️': 3 },
    },
    { at: '-1 17:20', in: 'general', by: 'ethan.walker', words: 'Can we use colours?' },
    { at: '-1 17:21', in: 'general', by: 'teacher', words: 'Please do. One colour for each line.' },
    { at: '-1 20:48', in: 'questions', by: 'wang.yuxuan', words: '明天交的作业第 3 题，是不是要先求 k？' },
    {
      at: '-1 20:55',
      in: 'questions',
      by: 'assistant',
      words: '对，用两个点先求 k，再代入一个点求 b。',
      reactions: { '🙏': 3 },
    },
    { at: '-52m', in: 'general', by: 'feng.yinuo', words: '老师，今天的课是网上上吗？' },
    {
      at: '-50m',
      in: 'general',
      by: 'teacher',
      words: 'Yes, the room opens five minutes before. 提前五分钟进教室。',
      reactions: { '👍': 10 },
    },
    { at: '-31m', in: 'general', by: 'mia.tanaka', words: 'My camera is broken, is that OK?' },
    { at: '-29m', in: 'general', by: 'teacher', words: 'No problem, you can write in the chat.' },
  ],
}
