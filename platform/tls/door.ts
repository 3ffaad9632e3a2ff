import type { Certificate } from './certificate.ts'

/** How a process answers over HTTPS. */
export interface SecureDoor {
  port: number
  /** That of plain HTTP beside it. */
  plainPort: number
  certificate: Certificate
}
