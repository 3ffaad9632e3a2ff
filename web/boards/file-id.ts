const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * The number of a picture: the SHA-256 of its bytes as picked, so that the same picture is stored once on a board. Over
 * plain http browsers offer no hashing; a random number of the same form serves there.
 */
export const fileIdOf = async (file: Blob): Promise<string> =>
  crypto.subtle
    ? hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())))
    : hex(crypto.getRandomValues(new Uint8Array(32)))
