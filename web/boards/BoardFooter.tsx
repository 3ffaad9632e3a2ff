import Eraser from 'lucide-solid/icons/eraser'
import Lock from 'lucide-solid/icons/lock'
import LockOpen from 'lucide-solid/icons/lock-open'
import PencilLine from 'lucide-solid/icons/pencil-line'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { handBoard, lockBoard } from '#domain/boards/contract.ts'
import { hasBoard, keepsToOwn, leadsBoard, mayDraw } from '#domain/boards/right.ts'
import type { Names } from '../accounts/namesakes.ts'
import { call } from '../call.ts'
import { byName } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { toastProblem } from '../ui/Toast.tsx'
import styles from './Board.module.css'
import { CleanUpDialog } from './CleanUpDialog.tsx'
import type { RoomState } from './room.ts'

/** Under the board: whether everything is stored, who has it, and the lock. */
export function BoardFooter(props: { boardId: string; state: RoomState; names: Names }) {
  const words = () => {
    if (!props.state.connected) return t('boards.offline')
    return props.state.saved ? t('boards.saved') : t('boards.saving')
  }
  const settled = () => props.state.saved && props.state.connected
  return (
    <div class={styles.bar}>
      <span class={styles.note} role="status" data-saved={settled() ? 'true' : 'false'}>
        {words()}
      </span>
      <Show when={leadsBoard(props.state)} fallback={<OwnNote state={props.state} />}>
        <HandOver boardId={props.boardId} state={props.state} names={props.names} />
        <CleanUpButton boardId={props.boardId} />
        <LockButton boardId={props.boardId} locked={props.state.locked} />
      </Show>
    </div>
  )
}

/** For the class: the word that the board is theirs, locked, or only to be looked at. */
function OwnNote(props: { state: RoomState }) {
  return (
    <Switch>
      <Match when={hasBoard(props.state)}>
        <span class={styles.note}>
          <Icon of={PencilLine} />
          {t('boards.yours')}
        </span>
      </Match>
      <Match when={!mayDraw(props.state)}>
        <span class={styles.note}>
          <Icon of={Lock} />
          {props.state.locked ? t('boards.locked') : t('boards.viewOnly')}
        </span>
      </Match>
    </Switch>
  )
}

/** For staff: hands the board to students who have it open, and takes it back. The server's word turns the check marks. */
function HandOver(props: { boardId: string; state: RoomState; names: Names }) {
  const students = () => {
    const once = new Map(props.state.peers.map((peer) => [peer.accountId, peer]))
    return [...once.values()]
      .filter((peer) => keepsToOwn(peer) || hasBoard(peer))
      .sort((a, b) => byName(a.name, b.name))
  }
  const items = (): MenuItem[] =>
    students().map((peer) => {
      const { accountId, name } = peer
      const presents = !hasBoard(peer)
      return {
        label: props.names.nameOf({ id: accountId, displayName: name }),
        checked: !presents,
        many: true,
        onSelect: () => {
          call(handBoard, { boardId: props.boardId, accountId }, { presents }).catch(toastProblem)
        },
      }
    })
  return (
    <Show when={students().length > 0}>
      <Menu label={t('boards.handHint')} items={items()} align="end" small>
        <Icon of={PencilLine} />
        {t('boards.hand')}
      </Menu>
    </Show>
  )
}

/** For staff: takes away what somebody has drawn. */
function CleanUpButton(props: { boardId: string }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button small icon={Eraser} title={t('boards.cleanUpHint')} onClick={() => setOpen(true)}>
        {t('boards.cleanUp')}
      </Button>
      <CleanUpDialog boardId={props.boardId} open={open()} onClose={() => setOpen(false)} />
    </>
  )
}

/** For staff: the lock. The server's event turns it, for everybody at once. */
function LockButton(props: { boardId: string; locked: boolean }) {
  const turn = () => {
    call(lockBoard, { boardId: props.boardId }, { locked: !props.locked }).catch(toastProblem)
  }
  return (
    <Button
      small
      icon={props.locked ? LockOpen : Lock}
      title={props.locked ? t('boards.unlockHint') : t('boards.lockHint')}
      onClick={turn}
    >
      {props.locked ? t('boards.unlock') : t('boards.lock')}
    </Button>
  )
}
