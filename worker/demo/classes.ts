/** The three classes, who teaches them and when. */

/** Lesson times: weekday (1 is Monday) and the bell. */
export interface Bell {
  weekday: number
  at: string
}

export interface DemoClass {
  key: 'mathematics' | 'physics' | 'literature'
  code: string
  name: string
  subject: string
  /** The first one sets the work and opens the lessons. */
  teachers: readonly [string, ...string[]]
  assistants: readonly string[]
  bells: readonly Bell[]
  /** What the lessons are about, in order. */
  lessons: readonly string[]
}

export const CLASSES: readonly DemoClass[] = [
  {
    key: 'mathematics',
    code: '8-MATH',
    name: 'Year 8 Mathematics 八年级数学',
    subject: 'Mathematics',
    teachers: ['teacher', 'oconnor'],
    assistants: ['assistant'],
    bells: [
      { weekday: 1, at: '08:00' },
      { weekday: 3, at: '10:10' },
      { weekday: 5, at: '14:00' },
    ],
    lessons: [
      'Rational numbers on the line',
      'Powers and roots 乘方与开方',
      'Estimating a square root',
      'Triangles: angles and sides',
      'Congruent triangles 全等三角形',
      'Proof: why SSS works',
      'Axial symmetry 轴对称',
      'The perpendicular bisector',
      'Isosceles triangles 等腰三角形',
      'Multiplying polynomials',
      'Perfect squares 完全平方公式',
      'Factorising 因式分解',
      'Practice: factorising',
      'Fractions with letters 分式',
      'Equations with fractions',
      'Word problems: rates of work',
      "Pythagoras' theorem 勾股定理",
      'Pythagoras in three dimensions',
      'Coordinates in the plane',
      'Distance between two points',
      'Variables and functions 变量与函数',
      'Reading graphs',
      'Direct proportion 正比例函数',
      'Linear functions: first look',
      'Drawing y = kx + b',
      'Where two lines meet',
      'Functions and inequalities',
      'Choosing a phone plan: modelling',
      'Review: linear functions',
      'Data: mean and median 平均数',
      'Data: spread and variance 方差',
    ],
  },
  {
    key: 'physics',
    code: '8B-PHYS',
    name: 'Physics 8B',
    subject: 'Physics',
    teachers: ['whitfield', 'teacher'],
    assistants: [],
    bells: [
      { weekday: 2, at: '09:00' },
      { weekday: 4, at: '10:10' },
    ],
    lessons: [
      'Measuring length and time',
      'Speed and average speed',
      'Lab: trolley on a ramp',
      'Sound: how it travels',
      'Pitch, loudness, timbre',
      'Melting and freezing',
      'Lab: the cooling curve',
      'Evaporation and boiling',
      'Light travels in straight lines',
      'Reflection and mirrors',
      'Refraction in water and glass',
      'Lab: focal length of a lens',
      'The eye and the camera',
      'Mass and density',
      'Lab: density of a stone',
      'Forces and their arrows',
      'Newton’s first law',
      'Friction, friend and foe',
      'Pressure on solids',
      'Pressure in liquids',
      'Floating and sinking',
    ],
  },
  {
    key: 'literature',
    code: '8-YUWEN',
    name: 'Chinese Literature 语文',
    subject: '语文',
    teachers: ['wang.wenbo'],
    assistants: [],
    bells: [
      { weekday: 1, at: '10:10' },
      { weekday: 4, at: '08:00' },
    ],
    lessons: [
      '新闻六则：消息与特写',
      '藤野先生（一）',
      '藤野先生（二）',
      '列夫·托尔斯泰：肖像描写',
      '三峡',
      '短文二篇：答谢中书书',
      '记承天寺夜游',
      '与朱元思书',
      '唐诗五首（一）：野望、黄鹤楼',
      '唐诗五首（二）：使至塞上',
      '背影',
      '白杨礼赞',
      '散文二篇',
      '昆明的雨',
      '写作：语言要连贯',
      '中国石拱桥',
      '苏州园林',
      '蝉：说明的顺序',
      '梦回繁华：清明上河图',
      '孟子三章',
      '愚公移山',
    ],
  },
]

/** In which classes the n-th student is: two or three of them, so that each class has three quarters of the school. */
export const classesOf = (n: number): readonly DemoClass['key'][] =>
  (
    [
      ['mathematics', 'physics', 'literature'],
      ['mathematics', 'physics'],
      ['physics', 'literature'],
      ['mathematics', 'literature'],
    ] as const
  )[n % 4] ?? []
