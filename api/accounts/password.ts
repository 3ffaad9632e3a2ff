import { hash, verify } from '@node-rs/argon2'
import { passwordFault } from '#domain/accounts/account.ts'
import { invalidField } from '#domain/problem.ts'

/** Argon2id at OWASP's first recommendation: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS)

/** A hash of nothing anybody knows: verifying against it costs what a real one costs. */
let decoy: Promise<string> | null = null

/** Whether the password is right; an unknown account costs the same time as a wrong password. */
export const verifyPassword = async (stored: string | null, password: string): Promise<boolean> => {
  decoy ??= hashPassword(crypto.randomUUID())
  const right = await verify(stored ?? (await decoy), password).catch(() => false)
  return stored !== null && right
}

/** Throws `invalid` on the field when a new password is common or contains the name. */
export const checkNewPassword = (field: string, password: string, username: string): void => {
  const fault = passwordFault(password, username)
  if (fault) throw invalidField(field, fault)
}
