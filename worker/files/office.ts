import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** LibreOffice, where the machine has it: turns a document into what it would print. */

const TIME_MS = 60_000
/** A document that prints to more is saved and opened elsewhere. */
const PDF_BYTES = 64 * 1024 * 1024
const PATH = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin:/Applications/LibreOffice.app/Contents/MacOS'
const NOT_FOUND = 127

const item = (path: string, name: string, value: string) =>
  `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

/** A document of a stranger runs nothing, and fetches nothing that it only links to: its proxy is a closed door. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
${item('Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true')}
${item('Office.Common/Security/Scripting', 'MacroSecurityLevel', '3')}
${item('Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true')}
${item('Office.Common/Security/Scripting', 'DisableActiveContent', 'true')}
${item('Inet/Settings', 'ooInetProxyType', '2')}
${item('Inet/Settings', 'ooInetHTTPProxyName', '127.0.0.1')}
${item('Inet/Settings', 'ooInetHTTPProxyPort', '9')}
${item('Inet/Settings', 'ooInetHTTPSProxyName', '127.0.0.1')}
${item('Inet/Settings', 'ooInetHTTPSProxyPort', '9')}
</oor:items>`

/** Processor seconds, megabytes written and address space in kB; a system that knows no such limit goes without. */
const LIMITS = 'ulimit -t 60; ulimit -f 262144; ulimit -v 6291456 2>/dev/null; ulimit -c 0; exec "$0" "$@"'

/** The code it ended with; null when it took too long. Nothing of it is left running. */
const run = (command: string, args: string[], home: string, timeMs: number): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', LIMITS, command, ...args], {
      cwd: home,
      detached: true,
      stdio: 'ignore',
      // Nothing of our own environment: there are keys in it.
      env: { PATH, HOME: home, TMPDIR: home, LANG: 'C.UTF-8' },
    })
    const endAll = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // All of it has ended by itself.
      }
    }
    const timer = setTimeout(() => {
      endAll()
      resolve(null)
    }, timeMs)
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(timer)
      endAll()
      resolve(code)
    })
  })

/**
 * The document as a PDF; null when the office program is not installed. Throws when it cannot read the document in the
 * time it is given. The caller lets one document in at a time: it takes some 220 MB.
 */
export const pdfOf = async (
  bytes: Buffer,
  extension: string,
  command: string,
  timeMs = TIME_MS,
): Promise<Buffer | null> => {
  const home = await mkdtemp(join(tmpdir(), 'lectern-office-'))
  try {
    const profile = join(home, 'profile')
    const [document, pdf] = [join(home, `document.${extension}`), join(home, 'document.pdf')]
    await mkdir(join(profile, 'user'), { recursive: true })
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), SETTINGS)
    await writeFile(document, bytes)
    const options = ['--headless', '--norestore', `-env:UserInstallation=${pathToFileURL(profile).href}`]
    const code = await run(
      command,
      [...options, '--convert-to', 'pdf', '--outdir', home, document],
      home,
      timeMs,
    )
    if (code === NOT_FOUND) return null
    // It ends without complaint when it could not read the document.
    const { size } = await stat(pdf)
    if (code !== 0 || size > PDF_BYTES) throw new Error(`It ended with ${code} and ${size} bytes.`)
    return await readFile(pdf)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
