import { randomBytes } from 'node:crypto'

/** An unguessable text of letters, digits, `-` and `_`, safe in addresses and cookies; 32 bytes give 43 characters. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url')
