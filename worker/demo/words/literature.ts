import type { Talk } from './line.ts'

const POEM = `今天的诗，请读三遍，第三遍闭上眼睛：

> 大漠孤烟直，
> 长河落日圆。

为什么是“直”和“圆”？写一句话回答就好。`

export const LITERATURE: Talk = {
  club: '读书会 Book club',
  lines: [
    {
      at: '-50 11:05',
      in: 'announcements',
      by: 'wang.wenbo',
      words: '同学们好！本学期我们每周一、周四上课。请准备一个读书笔记本，每周写一页。',
      reactions: { '👍': 15, '📖': 4 },
    },
    { at: '-47 19:20', in: 'general', by: 'wu.xinyue', words: '老师，读书笔记可以写英文书吗？' },
    {
      at: '-47 19:28',
      in: 'general',
      by: 'wang.wenbo',
      words: '可以，但请用中文写感想。',
      reactions: { '👌': 5 },
    },
    {
      at: '-43 18:10',
      in: 'questions',
      by: 'sophie.laurent',
      words:
        'What does 物以稀为贵 mean in the fourth paragraph? My dictionary says “rare things are dear”, but Lu Xun sounds ironic.',
    },
    {
      at: '-43 18:22',
      in: 'questions',
      by: 'wang.wenbo',
      words: 'You hear it well: it is irony. 他写的是白菜，说的是自己。',
      reactions: { '👏': 6 },
    },
    { at: '-36 20:00', in: 'club', by: 'he.yutong', words: '这个月读《城南旧事》，有人已经开始了吗？' },
    {
      at: '-36 20:14',
      in: 'club',
      by: 'ouyang.mingyue',
      words: '读到“惠安馆”了，小英子太可爱了。',
      reactions: { '❤️': 4 },
    },
    {
      at: '-33 19:41',
      in: 'questions',
      by: 'chen.zihan',
      words: '“自非亭午夜分，不见曦月”的“自非”怎么翻译？',
    },
    {
      at: '-33 19:47',
      in: 'questions',
      by: 'tang.wanqing',
      words: '如果不是。“如果不是正午和半夜，就看不见太阳和月亮。”',
      reactions: { '🙏': 3 },
    },
    { at: '-26 08:55', in: 'general', by: 'wang.wenbo', words: POEM, reactions: { '🌅': 7 } },
    { at: '-26 12:30', in: 'general', by: 'ma.tianyu', words: '因为沙漠里没有风，烟才是直的。' },
    {
      at: '-26 12:36',
      in: 'general',
      by: 'huang.jiayi',
      words: '直和圆像画画的线条，一笔就画完了，很安静。',
      reactions: { '👏': 9, '❤️': 5 },
    },
    { at: '-26 12:50', in: 'general', by: 'wang.wenbo', words: '嘉怡说得真好。诗里有画。' },
    {
      at: '-19 19:05',
      in: 'announcements',
      by: 'wang.wenbo',
      words: '**期中测验**安排在下周四第一节。范围：一至三单元，默写占二十分。',
      reactions: { '👀': 10, '😢': 3 },
    },
    { at: '-18 20:33', in: 'general', by: 'song.zhiyuan', words: '默写考《三峡》吗？' },
    { at: '-18 20:35', in: 'general', by: 'wang.wenbo', words: '考，全文。', reactions: { '😱': 12 } },
    {
      at: '-12 18:00',
      in: 'club',
      by: 'mia.tanaka',
      words: 'I finished it last night. The last chapter made me cry. “爸爸的花儿落了”……',
      reactions: { '😢': 6, '🌸': 4 },
    },
    { at: '-12 18:21', in: 'club', by: 'liu.siyuan', words: '我也是。我们下周讨论结尾吧。' },
    { at: '-6 17:45', in: 'questions', by: 'zhu.yihan', words: '作文可以写真人真事吗？' },
    {
      at: '-6 17:58',
      in: 'questions',
      by: 'wang.wenbo',
      words: '当然可以，真事最动人。人名可以换一换。',
      reactions: { '👍': 7 },
    },
    { at: '-4 19:12', in: 'general', by: 'hu.junjie', words: '发错了', deleted: true },
    {
      at: '-2 16:48',
      in: 'announcements',
      by: 'wang.wenbo',
      words: '《背影》读后感已批改发还，写得最好的三篇贴在教室后墙，欢迎去看。',
      reactions: { '🎉': 9 },
    },
    { at: '-1 19:26', in: 'general', by: 'xiao.yunfei', words: '周四要带毛笔吗？' },
    {
      at: '-1 19:40',
      in: 'general',
      by: 'wang.wenbo',
      words: '不用，带耳朵就行：我们听《昆明的雨》朗读。',
      reactions: { '😄': 8 },
    },
    { at: '-95m', in: 'questions', by: 'tian.xinran', words: '苏州园林那课的“亭台轩榭”四种建筑怎么区分？' },
    {
      at: '-88m',
      in: 'questions',
      by: 'wang.wenbo',
      words: '亭小而有顶无墙，台高而平，轩有窗而敞，榭临水。下节课看图。',
      reactions: { '💡': 6 },
    },
  ],
}
