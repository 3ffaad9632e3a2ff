import type { ClassWork } from './task.ts'

const POINTS = `x,y
-2,-7
-1,-5
0,-3
1,-1
2,1
3,3
`

const FACTORS = `Factorise. Show every step. 写出每一步。

1. 6x² − 9x
2. x² − 25
3. x² + 10x + 25
4. 3a(b − c) − 2(c − b)`

export const MATHEMATICS_WORK: ClassWork = {
  categories: [
    ['Homework 作业', '40'],
    ['Tests 测验', '40'],
    ['Classwork 课堂', '20'],
  ],
  tasks: [
    {
      title: 'Square roots: worksheet 1',
      body: 'Exercises 1 to 8 on page 16. Leave roots in your answers: √12 = 2√3, not 3.46.',
      points: '20',
      category: 0,
      due: -45,
      kind: 'paper',
      answers: [],
    },
    {
      title: 'Congruence posters 全等三角形海报',
      body: 'Work in pairs. One poster for SSS, SAS, ASA or AAS, with a drawing and one example from daily life. Hand it in on paper.',
      points: '10',
      category: 2,
      due: -34,
      kind: 'paper',
      answers: [],
    },
    {
      title: 'Factorising: worksheet 4',
      body: FACTORS,
      points: '20',
      category: 0,
      due: -25,
      kind: 'online',
      answers: [
        '1) 3x(2x − 3)\n2) (x + 5)(x − 5)\n3) (x + 5)²\n4) 3a(b − c) + 2(b − c) = (b − c)(3a + 2)',
        '1. 3x(2x−3)\n2. (x−5)²\n3. (x+5)²\n4. (b−c)(3a−2)',
      ],
    },
    {
      title: 'Proof: the perpendicular bisector',
      body: 'Prove that every point of the perpendicular bisector of AB is as far from A as from B. A drawing helps, but it is not a proof. 请写完整的证明过程。',
      points: '15',
      category: 0,
      due: -17,
      kind: 'paper',
      answers: [],
    },
    {
      title: 'Pythagoras: problems from the harbour',
      body: 'Six problems with ladders, ropes and ships. Round to one decimal place, and only at the end.',
      points: '24',
      category: 0,
      due: -9,
      kind: 'online',
      answers: [
        '1) 6.2 m\n2) 13 m\n3) 8.5 km\n4) no, 7² + 9² is not 12²\n5) 17.0 m\n6) 24.5 m',
        '第 1 题：√(6.5² − 2²) = 6.2 米\n第 2 题：13 米\n第 3 题：8.5 千米\n第 4 题：不是直角三角形\n第 5 题：17.0 米\n第 6 题：24.5 米',
      ],
    },
    {
      title: 'Coordinates: a treasure map',
      body: 'Draw a map with at least eight points and write the way to the treasure in coordinates, so that a classmate can find it.',
      points: '15',
      category: 0,
      due: -2,
      kind: 'online',
      answers: [
        'Start at (0, 0). Go to (3, 1), then to (3, 5). Mirror the point in the y-axis. From there go 4 down. The treasure is between the two trees.',
        '从原点出发，向右 4 格到 (4, 0)，再到 (4, 6)，关于 x 轴对称……宝藏在 (−2, −3)。',
      ],
    },
    {
      title: 'Linear functions: tables and graphs',
      body: 'Draw the three lines of worksheet 7 and find k and b of each. The table of the first one is in the file.',
      points: '20',
      category: 0,
      due: 1,
      kind: 'online',
      answers: [
        'a) k = 2, b = −3\nb) k = −1, b = 4\nc) k = ½, b = 0',
        'a: y = 2x − 3；b: y = −x + 4；c: y = 0.5x',
      ],
      file: { name: 'table-of-values.xlsx', text: POINTS },
    },
    {
      title: 'Project: choosing a phone plan',
      body: 'Compare three real phone plans. Write each as a function of the minutes, draw them, and say for whom each is best. One page. 可以两人一组。',
      points: '30',
      category: 2,
      due: 7,
      kind: 'online',
      answers: ['Plan A: y = 30 + 0.1x. Plan B: y = 58. Plan C: y = 0.25x. Below 200 minutes C is best…'],
    },
    {
      title: 'Mean and median: survey of the class',
      body: 'To be completed: choose the question with the class first.',
      points: '20',
      category: 0,
      due: 14,
      kind: 'draft',
      answers: [],
    },
  ],
  test: { title: 'Mid-term test 期中测验', day: -20, category: 1 },
  comments: {
    good: [
      'Clear and complete. Well done!',
      '步骤清楚，很好！',
      'Very tidy work. Try the challenge on page 31.',
      '',
    ],
    fair: [
      'Good, but show the step in between.',
      '第 4 题符号错了，再看一下。',
      'Right idea. Check your signs.',
      'Answers without units lose half a point.',
    ],
    weak: [
      'Please come to the Wednesday help hour; we will go through it together.',
      '请订正后重新提交。',
      'You measured where you had to prove. Have another look at page 22.',
    ],
  },
}
