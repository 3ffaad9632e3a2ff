import { afterAll } from 'vitest'
import { endAll } from './ends.ts'

// Loaded anew before each test file of the server; `ends.ts` is loaded once a worker, with all that the files share.
afterAll(endAll)
