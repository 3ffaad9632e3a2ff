import type { Migration } from 'kysely'
import * as platform from './20261122T2100_platform.ts'
import * as accounts from './20261122T2110_accounts.ts'
import * as classes from './20261122T2120_classes.ts'
import * as messages from './20261122T2130_messages.ts'
import * as lessons from './20261122T2140_lessons.ts'
import * as grades from './20261122T2150_grades.ts'
import * as handCalled from './20261122T2210_hand_called.ts'
import * as work from './20261122T2220_work.ts'
import * as rosterRows from './20261122T2230_roster_rows.ts'
import * as boardPresenter from './20261126T1000_board_presenter.ts'
import * as workReturn from './20261129T1945_work_return.ts'
import * as gradeBatch from './20261129T1950_grade_batch.ts'
import * as lookUpKeys from './20261129T2005_look_up_keys.ts'
import * as lessonHeld from './20261129T2015_lesson_held.ts'
import * as takenBack from './20261129T2105_taken_back.ts'
import * as passwordGiven from './20261129T2115_password_given.ts'
import * as dueMinute from './20261129T2205_due_minute.ts'
import * as rosterReading from './20261129T2205_roster_reading.ts'
import * as returnRead from './20261130T0020_return_read.ts'
import * as lessonSeries from './20261130T0110_lesson_series.ts'
import * as filePreview from './20261130T0120_file_preview.ts'
import * as gradebookRow from './20261130T0645_gradebook_row.ts'
import * as eventSubject from './20261130T0700_event_subject.ts'
import * as eventOrder from './20261130T0720_event_order.ts'
import * as messagePin from './20261130T0900_message_pin.ts'
import * as lectureFloor from './20261130T0905_lecture_floor.ts'
import * as partProcess from './20261130T0906_part_process.ts'
import * as tokenScopes from './20261130T0907_token_scopes.ts'
import * as handFloor from './20261130T1015_hand_floor.ts'
import * as reportLocale from './20261130T1015_report_locale.ts'
import * as audience from './20261130T1020_audience.ts'
import * as eventVersion from './20261201T0900_event_version.ts'
import * as lectureDoor from './20261201T1000_lecture_door.ts'
import * as enginePresence from './20261201T1010_engine_presence.ts'
import * as lectureFocus from './20261201T1020_lecture_focus.ts'
import * as lecturePick from './20261201T1030_lecture_pick.ts'
import * as upload from './20261201T1100_upload.ts'
import * as lectureRoom from './20261201T1110_lecture_room.ts'
import * as calendarAddress from './20261201T1400_calendar_address.ts'
import * as topicMoved from './20261201T1500_topic_moved.ts'
import * as planner from './20261201T1600_planner.ts'
import * as historyIndexes from './20261201T1700_history_indexes.ts'

/** Every migration in the order in which they run. Forward only; never edit one that was released. */
export const migrations: Record<string, Migration> = {
  '20261122T2100_platform': platform,
  '20261122T2110_accounts': accounts,
  '20261122T2120_classes': classes,
  '20261122T2130_messages': messages,
  '20261122T2140_lessons': lessons,
  '20261122T2150_grades': grades,
  '20261122T2210_hand_called': handCalled,
  '20261122T2220_work': work,
  '20261122T2230_roster_rows': rosterRows,
  '20261126T1000_board_presenter': boardPresenter,
  '20261129T1945_work_return': workReturn,
  '20261129T1950_grade_batch': gradeBatch,
  '20261129T2005_look_up_keys': lookUpKeys,
  '20261129T2015_lesson_held': lessonHeld,
  '20261129T2105_taken_back': takenBack,
  '20261129T2115_password_given': passwordGiven,
  '20261129T2205_due_minute': dueMinute,
  '20261129T2205_roster_reading': rosterReading,
  '20261130T0020_return_read': returnRead,
  '20261130T0110_lesson_series': lessonSeries,
  '20261130T0120_file_preview': filePreview,
  '20261130T0645_gradebook_row': gradebookRow,
  '20261130T0700_event_subject': eventSubject,
  '20261130T0720_event_order': eventOrder,
  '20261130T0900_message_pin': messagePin,
  '20261130T0905_lecture_floor': lectureFloor,
  '20261130T0906_part_process': partProcess,
  '20261130T0907_token_scopes': tokenScopes,
  '20261130T1015_hand_floor': handFloor,
  '20261130T1020_audience': audience,
  '20261130T1015_report_locale': reportLocale,
  '20261201T0900_event_version': eventVersion,
  '20261201T1000_lecture_door': lectureDoor,
  '20261201T1010_engine_presence': enginePresence,
  '20261201T1020_lecture_focus': lectureFocus,
  '20261201T1030_lecture_pick': lecturePick,
  '20261201T1100_upload': upload,
  '20261201T1110_lecture_room': lectureRoom,
  '20261201T1400_calendar_address': calendarAddress,
  '20261201T1500_topic_moved': topicMoved,
  '20261201T1600_planner': planner,
  '20261201T1700_history_indexes': historyIndexes,
}
