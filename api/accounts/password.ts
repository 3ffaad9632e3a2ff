import { hash, verify } from '@node-rs/argon2'
import { passwordForms, preparePassword } from '#domain/accounts/canonical.ts'
import { DEMO_PASSWORD, type PasswordOwner, passwordFault } from '#domain/accounts/password-fault.ts'
import { invalidField } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'

/** Argon2id at OWASP's first recommendation: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(preparePassword(password), PARAMETERS)

/** A hash of nothing anybody knows: verifying against it costs what a real one costs. */
let decoy: Promise<string> | null = null

/**
 * Whether the password is right, in the form in which it is stored or, for hashes from before there was one form, in
 * another (`old`: hash it anew). An unknown account costs the same time as a wrong password.
 */
export const checkPassword = async (
  stored: string | null,
  password: string,
): Promise<'right' | 'old' | 'wrong'> => {
  decoy ??= hashPassword(crypto.randomUUID())
  const against = stored ?? (await decoy)
  for (const [n, form] of passwordForms(password).entries()) {
    const right = await verify(against, form).catch(() => false)
    if (right && stored !== null) return n === 0 ? 'right' : 'old'
  }
  return 'wrong'
}

/** Whether it is the password of the demo's accounts, and this is the demo. */
export const isDemoPassword = (ctx: Context, password: string): boolean =>
  password === DEMO_PASSWORD && ctx.services.config.demo

/** Throws `invalid` on the field when a new password is easy to guess or too short for its owner. */
export const checkNewPassword = async (
  ctx: Context,
  field: string,
  password: string,
  owner: Omit<PasswordOwner, 'school'> & { school?: string },
): Promise<void> => {
  if (isDemoPassword(ctx, password)) return
  const school =
    owner.school ?? (await ctx.db.selectFrom('school').select('name').executeTakeFirst())?.name ?? ''
  const fault = passwordFault(password, { ...owner, school })
  if (fault) throw invalidField(field, fault)
}
