import { expect, test } from 'vitest'
import { initialsOf } from './names.ts'

test.each([
  ['Ada Lovelace', 'AL'],
  ['Plato', 'P'],
  ['Jean-Luc Marie Dubois', 'JD'],
  ['张伟', '张'],
  ['Zhang Wei 张伟', '张'],
  ['张伟 Zhang Wei', '张'],
  ['', '?'],
])('the avatar of “%s” shows %s', (name, initials) => expect(initialsOf(name)).toBe(initials))
