import type { ClassWork } from './task.ts'

export const PHYSICS_WORK: ClassWork = {
  categories: [
    ['Lab reports', '50'],
    ['Problem sets', '20'],
    ['Tests', '30'],
  ],
  tasks: [
    {
      title: 'Problem set 1: speed',
      body: 'Problems 1–6. Write “given, wanted, formula, answer” for each.',
      points: '12',
      category: 1,
      due: -43,
      kind: 'paper',
      answers: [],
    },
    {
      title: 'Lab report: trolley on a ramp',
      body: 'Question, set-up, table, graph, conclusion. One page.',
      points: '20',
      category: 0,
      due: -36,
      kind: 'online',
      answers: [
        'Question: does a heavier trolley roll faster? We let it roll three times with 0, 200 and 400 g. The times were 1.82 s, 1.79 s and 1.81 s. Conclusion: the mass makes no difference that we can measure.',
        '问题：坡度越大，小车越快吗？我们用 5°、10°、15° 各做三次。平均时间 2.6 s、1.8 s、1.5 s。结论：坡度越大，小车越快，但不是成正比。',
      ],
    },
    {
      title: 'Instrument from a drinking straw',
      body: 'Build it, play it in class, say what makes the pitch.',
      points: '10',
      category: 0,
      due: -29,
      kind: 'paper',
      answers: [],
    },
    {
      title: 'Lab report: the cooling curve',
      body: 'Use your own data or the class data. Mark on your graph where the substance is liquid, where it freezes and where it is solid.',
      points: '20',
      category: 0,
      due: -22,
      kind: 'online',
      answers: [
        'From minute 4 to 6 the temperature stays at 55 °C. There the wax freezes: it gives off heat without getting colder. Before it is liquid, after it is solid.',
        '第 4 到第 6 分钟温度不变，说明正在凝固，凝固点是 55 °C。海波是晶体。',
      ],
    },
    {
      title: 'Problem set 3: mirrors and lenses',
      body: 'Problems 1–5. Draw with a ruler; arrows on every ray.',
      points: '10',
      category: 1,
      due: -11,
      kind: 'paper',
      answers: [],
    },
    {
      title: 'Lab report: density of a stone',
      body: 'Find the density of your stone by water displacement. How sure are you? Say what your measurement could be off by.',
      points: '20',
      category: 0,
      due: -1,
      kind: 'online',
      answers: [
        'm = 86.4 g, V = 32 cm³, so ρ = 2.7 g/cm³. The water level can be read to 1 cm³, so the density may be off by 0.1.',
        '质量 112 g，排开水 43 mL，密度 2.6 g/cm³，可能是花岗岩。误差主要来自量筒读数。',
        'My stone floats. I pushed it under with a needle: V = 51 cm³, m = 33 g, ρ = 0.65 g/cm³. It is pumice.',
      ],
    },
    {
      title: 'Problem set 4: forces',
      body: 'Problems 1–6. Every force is an arrow with a name.',
      points: '12',
      category: 1,
      due: 1,
      kind: 'online',
      answers: [
        '1) weight down, normal force up\n2) 49 N\n3) friction to the left\n4) 0 N\n5) they balance\n6) 12 N',
      ],
    },
    {
      title: 'Research: how a ship of steel can float',
      body: 'Half a page and a drawing. Name your sources.',
      points: '15',
      category: 0,
      due: 8,
      kind: 'online',
      answers: ['A ship is mostly air…'],
    },
  ],
  test: { title: 'Mid-term test', day: -18, category: 2 },
  comments: {
    good: [
      'Excellent graph.',
      'A conclusion that says no more than the data: very good.',
      'Just how a report should look.',
      '',
    ],
    fair: [
      'Label both axes, with units.',
      'Good data; the conclusion is a little short.',
      'Where is the uncertainty?',
      '单位别忘了。',
    ],
    weak: [
      'The table is missing. Please add it and hand it in again.',
      'Let us repeat the measurement together on Thursday.',
    ],
  },
}
