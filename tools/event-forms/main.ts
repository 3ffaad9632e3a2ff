import { writeFileSync } from 'node:fs'
import { allEvents, FORMS, lineOf } from './forms.ts'

// `npm run event:forms`: writes down the forms in which events are stored now.
writeFileSync(FORMS, `${(await allEvents()).map(lineOf).join('\n')}\n`)
