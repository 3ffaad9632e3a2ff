import { describe, expect, it, test } from 'vitest'
import { ConfigProblem, describeConfig, loadConfig } from './config.ts'

const refusal = (env: Record<string, string>): string => {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigProblem) return error.message
    throw error
  }
  return 'accepted'
}

const key = Buffer.alloc(32, 7).toString('base64')

describe('the configuration', () => {
  it('works on one machine with nothing set', () => {
    const config = loadConfig({})
    expect(config).toMatchObject({
      env: 'production',
      port: 3000,
      host: '0.0.0.0',
      httpsPort: null,
      tlsCert: null,
      baseUrl: null,
      databaseUrl: null,
      redisUrl: null,
      appKey: null,
      trustedProxies: [],
      logLevel: 'info',
      logFormat: null,
      signInPerAddress: 600,
      connections: 10_000,
      connectionsPerAddress: 4_000,
      messagesPerMinute: 60,
      demo: false,
      databasePool: 10,
      workerConcurrency: 4,
      officeCommand: 'soffice',
    })
    expect(config.dataDir).toBe(`${process.cwd()}/data`)
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('treats an empty variable as one that is not set', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ', REDIS_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
      redisUrl: null,
    })
  })

  test.each([
    ['NODE_ENV', 'test', 'env', 'test'],
    ['NODE_ENV', 'development', 'env', 'development'],
    ['NODE_ENV', 'staging', 'env', 'production'],
    ['LOG_FORMAT', 'json', 'logFormat', 'json'],
    ['PORT', '0', 'port', 0],
    ['PORT', ' 8080 ', 'port', 8080],
    ['HOST', '::1', 'host', '::1'],
    ['HTTPS_PORT', '4443', 'httpsPort', 4443],
    ['HTTPS_PORT', 'none', 'httpsPort', 'none'],
    ['TLS_CERT', '/etc/学校.pem', 'tlsCert', '/etc/学校.pem'],
    ['TLS_KEY', '/etc/key.pem', 'tlsKey', '/etc/key.pem'],
    ['BASE_URL', 'https://class.school.example', 'baseUrl', 'https://class.school.example'],
    ['BASE_URL', 'http://10.0.0.5:8080/', 'baseUrl', 'http://10.0.0.5:8080'],
    ['DATA_DIR', '/srv/学校', 'dataDir', '/srv/学校'],
    ['DATABASE_URL', 'postgres://a:b@db/lectern', 'databaseUrl', 'postgres://a:b@db/lectern'],
    ['REDIS_URL', 'rediss://cache:6380/1', 'redisUrl', 'rediss://cache:6380/1'],
    ['APP_KEY', key, 'appKey', key],
    [
      'TRUSTED_PROXIES',
      '127.0.0.1, 10.0.0.0/8 fd00::/8',
      'trustedProxies',
      ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    ],
    ['LOG_LEVEL', 'debug', 'logLevel', 'debug'],
    ['UPLOAD_LIMIT_MB', '2', 'uploadLimitBytes', 2_097_152],
    ['SIGN_IN_PER_ADDRESS', '30', 'signInPerAddress', 30],
    ['CONNECTIONS', '500', 'connections', 500],
    ['CONNECTIONS_PER_ADDRESS', '50', 'connectionsPerAddress', 50],
    ['MESSAGES_PER_MINUTE', '20', 'messagesPerMinute', 20],
    ['LECTERN_DEMO', '1', 'demo', true],
    ['LECTERN_DEMO', 'FALSE', 'demo', false],
    ['DATABASE_POOL', '25', 'databasePool', 25],
    ['WORKER_CONCURRENCY', '1', 'workerConcurrency', 1],
    ['OFFICE_COMMAND', '/opt/办公/soffice', 'officeCommand', '/opt/办公/soffice'],
    ['OFFICE_COMMAND', 'none', 'officeCommand', null],
    ['LECTERN_PG_USER', 'school', 'postgresAccount', 'school'],
  ] as const)('reads %s=%s', (variable, text, field, value) => {
    expect(loadConfig({ [variable]: text })[field]).toEqual(value)
  })

  test.each([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['PORT', '-1'],
    ['PORT', '0x10'],
    ['HOST', 'http://here'],
    ['HTTPS_PORT', 'off'],
    ['BASE_URL', 'class.school.example'],
    ['BASE_URL', 'https://school.example/classroom'],
    ['BASE_URL', 'https://user:secret@school.example'],
    ['BASE_URL', 'ftp://school.example'],
    ['DATABASE_URL', 'mysql://db/lectern'],
    ['REDIS_URL', 'localhost:6379'],
    ['APP_KEY', 'short'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'proxy.internal'],
    ['LOG_LEVEL', 'loud'],
    ['UPLOAD_LIMIT_MB', '0'],
    ['SIGN_IN_PER_ADDRESS', 'many'],
    ['MESSAGES_PER_MINUTE', '0'],
    ['LECTERN_DEMO', 'maybe'],
    ['DATABASE_POOL', '1'],
    ['WORKER_CONCURRENCY', '1.5'],
    ['OFFICE_COMMAND', '-x'],
    ['LECTERN_PG_USER', 'root'],
  ])('refuses %s=%s with one sentence that names it and says what to do', (variable, text) => {
    const sentence = refusal({ [variable]: text })
    expect(sentence).toMatch(
      new RegExp(`^${variable} .* it must be .*; correct it, or leave it out to .*\\.$`),
    )
    expect(sentence).not.toContain('\n')
  })

  it('never repeats a secret in its refusal', () => {
    const secret = 'hunter2hunter2'
    for (const variable of ['DATABASE_URL', 'REDIS_URL', 'APP_KEY']) {
      expect(refusal({ [variable]: `http://a:${secret}@db` })).not.toContain(secret)
    }
  })

  it('describes every variable with a sentence, once', () => {
    const described = describeConfig()
    expect(new Set(described.map((entry) => entry.variable)).size).toBe(described.length)
    for (const entry of described) expect(entry.sentence).toMatch(/^.{15,}\.$/s)
    expect(described.find((entry) => entry.variable === 'PORT')?.default).toBe('3000')
  })

  it('accepts its own defaults when they are written out', () => {
    const written = Object.fromEntries(describeConfig().map((entry) => [entry.variable, entry.default]))
    expect(loadConfig(written)).toEqual(loadConfig({}))
  })
})
