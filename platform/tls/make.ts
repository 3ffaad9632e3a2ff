import 'reflect-metadata'
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { NAME_CONSTRAINTS, nameConstraints } from './name-constraints.ts'
import type { Names, Scope } from './names.ts'
import type { Pair } from './pair.ts'

/** What vouches for the certificates of one installation, on every device that was told to believe it. */
export interface Authority extends Pair {
  scope: Scope
}

const DAY_MS = 86_400_000
const AUTHORITY_DAYS = 3_650
/** Apple refuses a certificate for more than 825 days, and of public authorities one for more than 398. */
const LEAF_DAYS = 397
const KEYS = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' }

const crypto = webcrypto as Crypto

const newKeys = () => crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']) as Promise<CryptoKeyPair>

const pemOf = async (key: CryptoKey): Promise<string> => {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key))
  return String(
    createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }),
  )
}

const signingKeyOf = (pem: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' })),
    KEYS,
    false,
    ['sign'],
  )

/** Positive, as the standard wants it, and by chance. */
const serial = (): string => `5${randomBytes(16).toString('hex').slice(1)}`

/** From a day ago, for devices whose clock is slow. */
const from = (now: Date): Date => new Date(now.getTime() - DAY_MS)

/**
 * A new authority, for ten years. What it vouches for is bounded by `scope`, and it serves for servers alone: who installs
 * it trusts it with this school, not with the rest of the Internet.
 */
export const makeAuthority = async (name: string, scope: Scope, now: Date): Promise<Authority> => {
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // iOS lists only what has a common name.
    name: [{ CN: [name] }, { O: ['Lectern'] }],
    serialNumber: serial(),
    notBefore: from(now),
    notAfter: new Date(from(now).getTime() + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: SIGNING,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new Extension(NAME_CONSTRAINTS, true, nameConstraints(scope) as Uint8Array<ArrayBuffer>),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey), scope }
}

/** A certificate of the server for these names, which the authority vouches for. It never outlives the authority. */
export const makeLeaf = async (authority: Authority, names: Names, now: Date): Promise<Pair> => {
  const keys = await newKeys()
  const issuer = new X509Certificate(authority.certificate)
  const end = Math.min(from(now).getTime() + LEAF_DAYS * DAY_MS, issuer.notAfter.getTime())
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: ['Lectern'] }],
    issuer: issuer.subjectName,
    serialNumber: serial(),
    notBefore: from(now),
    notAfter: new Date(end),
    signingAlgorithm: SIGNING,
    publicKey: keys.publicKey,
    signingKey: await signingKeyOf(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns' as const, value })),
        ...names.ip.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) }
}
