import { StartProblem } from '#platform/start-problem.ts'

/** `sslmode` of an address, as PostgreSQL's own programs take it (libpq, "SSL Support", table 34.1). */
const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const

const withMode = (url: string, mode: (typeof MODES)[number]): string => {
  const changed = new URL(url)
  changed.searchParams.set('sslmode', mode)
  return changed.href
}

/**
 * The addresses to try in turn. The driver knows no mode that tries a second way by itself: `allow` and `prefer` become
 * the two modes they stand for. Throws `StartProblem` for a mode that does not exist or lacks what it needs.
 */
export const addressesFor = (url: string): string[] => {
  const query = new URL(url).searchParams
  const mode = query.get('sslmode')
  if (mode === null) return [url]
  if (mode === 'allow') return [withMode(url, 'disable'), withMode(url, 'require')]
  if (mode === 'prefer') return [withMode(url, 'require'), withMode(url, 'disable')]
  if (mode === 'verify-ca' && !query.get('sslrootcert'))
    throw new StartProblem(
      'DATABASE_URL has sslmode=verify-ca and no sslrootcert: add sslrootcert=FILE with the authority that signed the database’s certificate, or use verify-full.',
    )
  if ((MODES as readonly string[]).includes(mode)) return [url]
  throw new StartProblem(
    `DATABASE_URL has sslmode=${mode.slice(0, 40)}, which PostgreSQL does not know: use one of ${MODES.join(', ')}.`,
  )
}

/** Why a server that was reached is not trusted or not encrypted, by the error's code; waiting does not mend it. */
export const tlsReason = (code: string): string | null => {
  if (code === 'NO_TLS')
    return 'it does not encrypt, and sslmode in DATABASE_URL asks for it: switch ssl on there, or use sslmode=disable'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'its certificate is for another name: use the name it is made for, or sslmode=verify-ca with its sslrootcert'
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired: renew it'
  if (/^(UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED)/.test(code))
    return 'its certificate is signed by nobody this machine trusts: name the authority in sslrootcert'
  return null
}
