import { describe, expect, test } from 'vitest'

const files = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true })
const sources = Object.entries(files).filter(([name]) => !/\.test\.tsx$|\/testing\/|^\.\/[A-Z]/.test(name))

const FIELD =
  /<(TextField|TextArea|NumberField|SelectField|CheckboxField|Choice|DayField|TimeField|DateTimeField|PasswordField|input|textarea|select)\b(?![^>]*type="(?:file|hidden)")/g

/** What somebody can type or choose outside a form of ours, which would notice by itself that it is left unsaved. */
const outside = (source: string): string[] =>
  [...source.replace(/<Form\b[\s\S]*?<\/Form>/g, '').matchAll(FIELD)].map(([tag]) => tag)

/** Where nothing of a form is asked about, and why nothing is lost; and where fields stand outside one. */
const REASONS: Record<string, string> = {
  // The form around them is another file's, or a form is not what they are in.
  '../accounts/PasswordField.tsx': 'a field of the forms that use it',
  '../people/PersonForm.tsx': 'fields of the forms that use them',
  '../lectures/RepeatFields.tsx': 'fields of the form of a lesson',
  '../reports/NewReport.tsx': 'the classes stand in the form of a report',
  '../assignments/AssignmentForm.tsx': 'the draft is kept on this device; a category is chosen in its form',
  // Kept with each key.
  '../messages/Composer.tsx': 'a draft on this device',
  '../messages/MessageEditor.tsx': 'a draft on this device',
  '../assignments/OwnTask.tsx': 'a draft on this device and on the server',
  '../assignments/MarkPanel.tsx': 'a draft on this device, saved when the teacher goes on',
  '../grades/GridCell.tsx': 'kept on this device until it is recorded or given up',
  '../attendance/RegisterLine.tsx': 'sent when the field is left, also by leaving the page',
  // Guarded by whoever holds the text.
  '../planner/FactGrid.tsx': 'each cell is written when it is left; it guards those that could not be',
  '../classes/PastedList.tsx': 'guarded by AddPeopleDialog, which keeps it while somebody is looked up',
  // What is looked for or shown, and takes effect at once.
  '../classes/AddPeopleDialog.tsx': 'a search; what was pasted it guards',
  '../people/KinSection.tsx': 'a search',
  '../people/PeopleScreen.tsx': 'a search',
  '../audit/AuditScreen.tsx': 'a filter',
  '../jobs/JobsScreen.tsx': 'a filter',
  '../rosters/ImportRows.tsx': 'a filter',
  '../rosters/ImportReading.tsx': 'takes effect at once',
  '../planner/Rules.tsx': 'takes effect at once',
  '../planner/TeacherTimes.tsx': 'whose times are shown',
  '../planner/TimetableScreen.tsx': 'whose week is shown',
  '../calendar/SubscribeDialog.tsx': 'the class of an address that is opened by a button beside it',
  '../accounts/MeScreen.tsx': 'takes effect at once',
  '../devices/DeviceCheck.tsx': 'takes effect at once',
  '../lectures/hold/Door.tsx': 'takes effect at once',
  '../accounts/WardSwitch.tsx': 'takes effect at once',
  '../assignments/MarkingScreen.tsx': 'leads to the chosen student',
  '../grades/StudentGrades.tsx': 'a question that changes nothing',
  '../accounts/JoinScreen.tsx': 'a choice between two forms, before anybody is signed in',
  '../accounts/ApiTokens.tsx': 'a new key, to be read',
  '../messages/Reactions.tsx': 'a single character',
  '../messages/PostingChoice.tsx': 'a choice in the forms that use it',
  '../messages/markdown/Markdown.tsx': 'a list that was sent, to be read',
  '../grades/PasteDialog.tsx': 'the block is on the clipboard still',
  '../accounts/SignInAgain.tsx': 'half a password is nothing to lose',
}

/** Forms that say themselves what would be lost. */
const silent = (source: string): boolean => /unsaved=\{\(\) => false\}/.test(source)

describe('what was typed is never thrown away without a word', () => {
  test.each(sources)('%s: its fields stand in a form that asks, or there is a reason', (name, source) => {
    const open = outside(source).length > 0 || silent(source)
    expect(open && !(name in REASONS), outside(source).join(' ')).toBe(false)
  })

  test('no reason is left over', () => {
    const known = Object.fromEntries(sources)
    expect(
      Object.keys(REASONS).filter(
        (name) => outside(known[name] ?? '').length === 0 && !silent(known[name] ?? ''),
      ),
    ).toEqual([])
  })
})
