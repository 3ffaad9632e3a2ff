import * as z from 'zod/mini'
import { endpoint, instant, nothing } from '../contract.ts'

/** Where devices get what vouches for the school's own certificate; anybody may have it, every connection shows it. */
export const AUTHORITY_PATH = '/api/address/certificate.crt'

/**
 * Who decides by which address people come: the machine with its own two doors, `BASE_URL`, or a proxy that the question
 * came through.
 */
export const DECIDERS = ['machine', 'base-url', 'proxy'] as const

export const getDoors = endpoint({
  method: 'GET',
  path: '/api/address/doors',
  summary:
    'The addresses by which others reach the school, and the certificate of HTTPS with what vouches for it.',
  input: nothing,
  output: z.object({
    decidedBy: z.enum(DECIDERS),
    /** Without a warning, and without microphone where it is plain HTTP; null when this machine accepts nobody else. */
    address: z.nullable(z.string()),
    /** Over HTTPS; null when there is no such address. */
    secure: z.nullable(z.string()),
    /** That of our own door; null when there is none. */
    certificate: z.nullable(
      z.object({
        /** Whether it is the school's own (`TLS_CERT`). */
        given: z.boolean(),
        endsAt: instant,
        names: z.array(z.string()),
        /** Whether the last look at it failed; the one before stays in use. */
        stale: z.boolean(),
      }),
    ),
    /** What devices may install, so that they never warn; null where the school has a certificate of its own. */
    authority: z.nullable(
      z.object({
        /** As devices list it. */
        name: z.string(),
        /** SHA-256, in pairs of digits. */
        fingerprint: z.string(),
        endsAt: instant,
        /** Where a device gets it, over plain HTTP where that is possible. */
        address: z.nullable(z.string()),
      }),
    ),
  }),
})
