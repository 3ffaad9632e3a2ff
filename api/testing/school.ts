import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { newId } from '#domain/ids.ts'
import type { ClassRole, SchoolRole } from '#domain/permission.ts'
import { loadConfig } from '#platform/config.ts'
import { type Context, inTransaction, systemContext } from '#platform/context.ts'
import type { Follower } from '#platform/feed/follow.ts'
import { type JobHandler, runJob } from '#platform/queue/run.ts'
import { type OpenedServices, openServices } from '#platform/services.ts'
import type { Certificate } from '#platform/tls/certificate.ts'
import { insertAccount } from '../accounts/account.ts'
import { createSession, loadActor } from '../accounts/session.ts'
import { insertClass } from '../classes/class.ts'
import { enroll } from '../classes/enrollment.ts'
import type { Feature } from '../feature.ts'
import { features as allFeatures, followers as allFollowers } from '../features.ts'
import { type RunningApi, startApi } from '../serve.ts'
import { Client } from './client.ts'
import { asApp, testDatabase } from './database.ts'
import { atEnd } from './ends.ts'

/** A person of the test school with a session: `person.client` speaks HTTP and sockets as them. */
export interface Person {
  id: string
  role: SchoolRole
  username: string
  displayName: string
  client: Client
}

/** A class with its people; each test builds its own and asserts nothing about others. */
export interface TestClass {
  id: string
  teacher: Person
  students: Person[]
}

let counter = 0

/** Stops an API without waiting for its visitors to say goodbye. */
const stopAtOnce = async (api: RunningApi): Promise<void> => {
  for (const connection of api.hub.connections) connection.terminate()
  await api.stop()
}

/**
 * The zone in which the clock shows 11 now: hours before and after are the same day. Its sign is that of POSIX, where GMT-8
 * is east.
 */
const zoneWhereItIsMorning = (now: Date): string => {
  const east = 11 - now.getUTCHours()
  return `Etc/GMT${east > 0 ? `-${east}` : `+${-east}`}`
}

/** One API on a real port with a database of its own, and builders for what tests need. */
export class TestSchool {
  readonly services: OpenedServices
  readonly api: RunningApi
  readonly id: string
  readonly termId: string
  /** As the role of the program, which owns no table. */
  readonly databaseUrl: string
  /** As who owns the tables: for what a test does to them from outside the product. */
  readonly ownerUrl: string
  /** Milliseconds that the product's clock is ahead. */
  offsetMs = 0

  private constructor(
    services: OpenedServices,
    api: RunningApi,
    id: string,
    termId: string,
    ownerUrl: string,
  ) {
    this.services = services
    this.api = api
    this.id = id
    this.termId = termId
    this.ownerUrl = ownerUrl
    this.databaseUrl = asApp(ownerUrl)
  }

  static async start(
    options: {
      env?: Record<string, string>
      features?: Feature[]
      followers?: Follower[]
      /** HTTPS beside HTTP, on a free port. */
      certificate?: Certificate
      /** Only for what is about a zone: in the usual one no lesson of a test falls on another day, whenever it runs. */
      timeZone?: string
    } = {},
  ): Promise<TestSchool> {
    const ownerUrl = await testDatabase()
    const dataDir = mkdtempSync(join(tmpdir(), 'lectern-api-'))
    const config = loadConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      DATA_DIR: dataDir,
      PORT: '0',
      HOST: '127.0.0.1',
      // No relay runs beside a test that does not start one.
      LESSON_MEDIA: 'none',
      ...options.env,
    })
    let school: TestSchool | null = null
    const services = await openServices({
      config,
      databaseUrl: asApp(ownerUrl),
      name: 'lectern-test',
      followers: options.followers ?? allFollowers,
      now: () => new Date(Date.now() + (school?.offsetMs ?? 0)),
    })
    const api = await startApi({
      services,
      features: options.features ?? allFeatures,
      version: '0.0.0',
      port: 0,
      host: '127.0.0.1',
      secure: options.certificate && { port: 0, certificate: options.certificate },
    })
    const [id, termId] = [newId(), newId()]
    const { db } = services.connection
    await db
      .insertInto('school')
      .values({
        id,
        name: 'Test School',
        locale: 'en',
        timeZone: options.timeZone ?? zoneWhereItIsMorning(new Date()),
        createdAt: new Date(),
      })
      .execute()
    await db
      .insertInto('term')
      .values({ id: termId, schoolId: id, name: 'Autumn', startsOn: '2020-01-01', endsOn: '2099-12-31' })
      .execute()
    school = new TestSchool(services, api, id, termId, ownerUrl)
    atEnd(async () => {
      await stopAtOnce(api)
      await services.close()
      rmSync(dataDir, { recursive: true, force: true })
    })
    return school
  }

  /** A second API process's worth of product on the same database, with its own bus and hub. */
  async another(): Promise<{ url: string; services: OpenedServices; api: RunningApi }> {
    const services = await openServices({
      config: this.services.config,
      databaseUrl: this.databaseUrl,
      name: 'lectern-test-2',
      followers: this.services.followers,
      now: this.services.now,
    })
    const api = await startApi({
      services,
      features: allFeatures,
      version: '0.0.0',
      port: 0,
      host: '127.0.0.1',
    })
    atEnd(async () => {
      await stopAtOnce(api)
      await services.close()
    })
    return { url: `http://127.0.0.1:${api.port}`, services, api }
  }

  get url(): string {
    return `http://127.0.0.1:${this.api.port}`
  }

  /** A context without an actor, as the worker has. */
  get system(): Context {
    return systemContext(this.services)
  }

  /** The context of a person, for calling operations without HTTP. */
  async contextOf(person: Person): Promise<Context> {
    return { ...this.system, actor: await loadActor(this.services, person.id) }
  }

  async person(role: SchoolRole, displayName = `Person ${++counter}`): Promise<Person> {
    const username = `${role}-${++counter}`
    const id = await inTransaction(this.system, (tx) =>
      insertAccount(tx, {
        schoolId: this.id,
        username,
        displayName,
        role,
        passwordHash: null,
        mustChangePassword: false,
      }),
    )
    const { token } = await createSession(this.system, id, 'test')
    return { id, role, username, displayName, client: new Client(this.url, token) }
  }

  /** A new session of a person, for what ends sessions. */
  async signedIn(person: Person): Promise<Client> {
    const { token } = await createSession(this.system, person.id, 'test')
    return new Client(this.url, token)
  }

  /** A visitor without a session. */
  visitor(): Client {
    return new Client(this.url, null)
  }

  async enroll(classId: string, person: Person, role: ClassRole): Promise<void> {
    await inTransaction(this.system, (tx) => enroll(tx, classId, person.id, role))
  }

  async guardianOf(student: Person): Promise<Person> {
    const guardian = await this.person('guardian')
    await this.services.connection.db
      .insertInto('guardianship')
      .values({ guardianId: guardian.id, studentId: student.id })
      .execute()
    return guardian
  }

  async aClass(options: { students?: number } = {}): Promise<TestClass> {
    const id = newId()
    const name = `Class ${++counter}`
    await inTransaction(this.system, (tx) =>
      insertClass(tx, {
        id,
        schoolId: this.id,
        termId: this.termId,
        code: `C${counter}`,
        name,
        subject: 'Mathematics',
      }),
    )
    const teacher = await this.person('teacher')
    await this.enroll(id, teacher, 'teacher')
    const students: Person[] = []
    for (let n = 0; n < (options.students ?? 1); n++) {
      const student = await this.person('student')
      await this.enroll(id, student, 'student')
      students.push(student)
    }
    return { id, teacher, students }
  }

  /** Runs every waiting job in this process, without the queue, until none is left. */
  async runJobs(handlers: JobHandler[]): Promise<void> {
    const byName = new Map(handlers.map((entry) => [entry.job.name, entry]))
    for (;;) {
      const rows = await this.services.connection.db
        .selectFrom('jobRun')
        .select(['id', 'name'])
        .where('state', '=', 'waiting')
        .orderBy('createdAt')
        .execute()
      if (rows.length === 0) return
      for (const row of rows) await runJob(this.services, byName, row.id, row.name, true)
    }
  }
}
