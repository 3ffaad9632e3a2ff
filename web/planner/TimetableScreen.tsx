import { useNavigate, useParams } from '@solidjs/router'
import Copy from 'lucide-solid/icons/copy'
import Printer from 'lucide-solid/icons/printer'
import Redo from 'lucide-solid/icons/redo-2'
import Sparkles from 'lucide-solid/icons/sparkles'
import Square from 'lucide-solid/icons/square'
import Trash from 'lucide-solid/icons/trash-2'
import Undo from 'lucide-solid/icons/undo-2'
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js'
import type { OutputOf } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  createTimetable,
  deleteTimetable,
  getTimetable,
  moveLessons,
  searchOn,
  stopSearch,
  takeBackTimetable,
  timetableChanged,
} from '#domain/planner/contract.ts'
import type { MadeFrom } from '#domain/planner/made-from.ts'
import type { TimetableSlot } from '#domain/planner/timetable.ts'
import { topicOf } from '#domain/realtime.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'
import { createTurn } from '../turn.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { CostLines, SearchState } from './Outcome.tsx'
import styles from './Planner.module.css'
import { TimetableState } from './PlannerScreen.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { sayCost } from './say.ts'
import { WeekGrid } from './WeekGrid.tsx'
import { cardsOf, VIEWS, type View, whoseWeeks } from './week.ts'

type Found = OutputOf<typeof getTimetable>

/** The seconds that "better, please" searches on. */
const BETTER = 30

const Acts = (props: { found: Found; onPublish: () => void }) => {
  const navigate = useNavigate()
  const timetableId = () => props.found.timetable.id
  const act = (run: () => Promise<unknown>) => createAction(() => run().catch(toastProblem))
  const stop = act(() => call(stopSearch, { timetableId: timetableId() }, {}))
  const better = act(() => call(searchOn, { timetableId: timetableId() }, { seconds: BETTER }))
  const copy = act(async () => {
    const name = t('planner.one.copied', { name: props.found.timetable.name }).slice(0, 80)
    const { id } = await call(createTimetable, {}, { id: newId(), name, from: timetableId() })
    navigate(`/admin/timetable/${id}`)
  })
  const remove = act(async () => {
    const { name } = props.found.timetable
    await call(deleteTimetable, { timetableId: timetableId() }, {})
    toast(t('planner.one.removed', { name }))
    navigate('/admin/timetable')
  })
  const takeBack = act(async () => {
    await call(takeBackTimetable, { timetableId: timetableId() }, {})
    toast(t('planner.one.takenBack'))
  })
  const searching = () => ['waiting', 'searching'].includes(props.found.timetable.state)
  const isDraft = () => props.found.timetable.status === 'draft'
  const isReady = () => props.found.timetable.state === 'ready'
  return (
    <>
      <Show when={searching()}>
        <Button icon={Square} busy={stop.busy()} onClick={() => void stop.run()}>
          {t('planner.one.stop')}
        </Button>
      </Show>
      <Show when={isReady() && isDraft()}>
        <Button icon={Sparkles} busy={better.busy()} onClick={() => void better.run()}>
          {t('planner.one.better')}
        </Button>
      </Show>
      <Show when={isReady()}>
        <Button icon={Copy} busy={copy.busy()} onClick={() => void copy.run()}>
          {t('planner.one.copy')}
        </Button>
      </Show>
      <Show when={!searching() && isDraft()}>
        <Button icon={Trash} busy={remove.busy()} onClick={() => void remove.run()}>
          {t('planner.one.remove')}
        </Button>
      </Show>
      <Show when={isReady() && isDraft() && props.found.timetable.hard === 0}>
        <Button look="primary" onClick={() => props.onPublish()}>
          {t('planner.one.publish')}
        </Button>
      </Show>
      <Show when={!isDraft()}>
        <Button busy={takeBack.busy()} onClick={() => void takeBack.run()}>
          {t('planner.one.takeBack')}
        </Button>
      </Show>
    </>
  )
}

/** One lesson that was put elsewhere, or locked. */
interface Step {
  before: TimetableSlot
  after: TimetableSlot
  name: string
}

/** The week of a class, a teacher or a room, to look at and to change. */
const Weeks = (props: { found: Found; made: MadeFrom; onMoved: (next: Partial<Found>) => void }) => {
  const [view, setView] = createSignal<View>('classes')
  const [chosen, setChosen] = createSignal('')
  const all = createMemo(() => whoseWeeks(props.made, view()))
  const whose = () => all().find(({ id }) => id === chosen()) ?? all()[0]
  const cards = createMemo(() => cardsOf(props.made, props.found.slots, view(), whose()?.id ?? ''))
  const turn = createTurn()
  const sameLesson = (a: TimetableSlot, b: TimetableSlot) =>
    a.teachingId === b.teachingId && a.index === b.index
  const samePlace = (a: TimetableSlot, b: TimetableSlot) =>
    a.day === b.day && a.period === b.period && a.roomId === b.roomId && a.locked === b.locked
  const [past, setPast] = createSignal<readonly Step[]>([])
  const [ahead, setAhead] = createSignal<readonly Step[]>([])
  /** Puts a lesson somewhere; false when somebody was quicker, and then no earlier step can be trusted. */
  const put = (slot: TimetableSlot): Promise<boolean> =>
    turn(async () => {
      const { version, id } = props.found.timetable
      try {
        const answer = await call(moveLessons, { timetableId: id }, { version, moves: [slot] })
        const slots = props.found.slots.map((one) => (sameLesson(one, slot) ? slot : one))
        props.onMoved({ ...answer, slots })
        return true
      } catch (problem) {
        toastProblem(problem)
        setPast([])
        setAhead([])
        props.onMoved({})
        return false
      }
    })
  const move = async (after: TimetableSlot, name: string) => {
    const before = props.found.slots.find((one) => sameLesson(one, after))
    if (!before || !(await put(after))) return
    setPast((steps) => [...steps, { before, after, name }])
    setAhead([])
    toast(t('planner.grid.moved', { name }))
  }
  /** The last step of a kind, unless another planner has put that lesson elsewhere since. */
  const lastOf = (steps: readonly Step[], end: 'before' | 'after'): Step | undefined => {
    const step = steps.at(-1)
    const now = step && props.found.slots.find((one) => sameLesson(one, step[end]))
    return now && samePlace(now, step[end]) ? step : undefined
  }
  const undo = async () => {
    const step = lastOf(past(), 'after')
    if (!step || !(await put(step.before))) return
    setPast((steps) => steps.slice(0, -1))
    setAhead((steps) => [...steps, step])
  }
  const redo = async () => {
    const step = lastOf(ahead(), 'before')
    if (!step || !(await put(step.after))) return
    setAhead((steps) => steps.slice(0, -1))
    setPast((steps) => [...steps, step])
  }
  const editable = () => props.found.timetable.status === 'draft' && props.found.timetable.state === 'ready'
  // What the search put elsewhere is not moved back one lesson at a time.
  createEffect(
    on(editable, () => {
      setPast([])
      setAhead([])
    }),
  )
  return (
    <section class={styles.sheet}>
      <div class={styles.pickers}>
        <SelectField
          label={t('planner.grid.of')}
          value={view()}
          options={VIEWS.map((one) => ({ value: one, label: t(`planner.grid.${one}`) }))}
          onChange={setView}
        />
        <SelectField
          label={t('planner.grid.who')}
          value={whose()?.id ?? ''}
          options={all().map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
        <Show when={editable()}>
          <Button icon={Undo} disabled={!lastOf(past(), 'after')} onClick={() => void undo()}>
            {t('planner.grid.undo')}
          </Button>
          <Button icon={Redo} disabled={!lastOf(ahead(), 'before')} onClick={() => void redo()}>
            {t('planner.grid.redo')}
          </Button>
        </Show>
        <Button icon={Printer} onClick={() => window.print()}>
          {t('planner.grid.print')}
        </Button>
      </div>
      <WeekGrid
        label={t('planner.grid.label', { name: whose()?.name ?? '' })}
        made={props.made}
        slots={props.found.slots}
        cards={cards()}
        editable={editable()}
        onMove={(slot, name) => void move(slot, name)}
      />
    </section>
  )
}

/** One timetable: its search while it runs, then its weeks, what it costs, and publishing it. */
export default function TimetableScreen() {
  const params = useParams<{ timetableId: string }>()
  const me = useMe()
  const [publishing, setPublishing] = createSignal(false)
  const live = createLive<string, Found>({
    source: () => params.timetableId,
    fetch: (timetableId, signal) => call(getTimetable, { timetableId }, {}, { signal }),
    topics: () => [topicOf('school', me().school.id)],
    wants: (event) => isEvent(event, timetableChanged) && event.payload.timetable.id === params.timetableId,
    key: 'key',
  })
  const moved = (next: Partial<Found>) => {
    if (Object.keys(next).length === 0) void live.refetch()
    else live.set('value', (value) => value && { ...value, ...next })
  }
  return (
    <Page wide>
      <Show
        when={live.value() || !live.problem()}
        fallback={<ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />}
      >
        <Show when={live.value()} fallback={<Skeleton shape="page" />}>
          {(found) => (
            <>
              <div class={styles.screenOnly}>
                <PageHeader
                  title={found().timetable.name}
                  back="/admin/timetable"
                  lead={
                    <span class={styles.lead}>
                      <TimetableState timetable={found().timetable} />
                      <Show when={found().timetable.state === 'ready'}>{sayCost(found().timetable)}</Show>
                    </span>
                  }
                  actions={<Acts found={found()} onPublish={() => setPublishing(true)} />}
                />
              </div>
              <SearchState timetable={found().timetable} curve={found().curve} facts={found().facts} />
              <Show when={found().timetable.state === 'ready' && (found().madeFrom as MadeFrom | null)}>
                {(made) => <Weeks found={found()} made={made()} onMoved={moved} />}
              </Show>
              <Show when={found().timetable.state === 'ready'}>
                <div class={styles.screenOnly}>
                  <CostLines lines={found().lines} />
                </div>
              </Show>
              <PublishDialog
                timetable={found().timetable}
                open={publishing()}
                onClose={() => setPublishing(false)}
              />
            </>
          )}
        </Show>
      </Show>
    </Page>
  )
}
