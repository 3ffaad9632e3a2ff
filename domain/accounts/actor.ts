import type { Actor } from '../permission.ts'
import type { Me } from './contract.ts'

/** The signed-in account as the table of rights knows it: the client asks the same `can()` as the server. */
export const actorOfMe = (
  me: Pick<Me, 'id' | 'role' | 'school' | 'classes' | 'audiences' | 'wards'>,
): Actor => ({
  id: me.id,
  schoolId: me.school.id,
  kind: 'person',
  scopes: [],
  role: me.role,
  classes: new Map(me.classes.map((item) => [item.id, item.role])),
  audiences: new Set(me.audiences),
  wards: new Set(me.wards.map((ward) => ward.id)),
})
