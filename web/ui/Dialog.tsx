import X from 'lucide-solid/icons/x'
import { createEffect, createUniqueId, type JSX, onCleanup, Show, Suspense, untrack } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Actions } from './Actions.tsx'
import { classes } from './classes.ts'
import { actInstead, whenNotComposing } from './composing.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'
import { Skeleton } from './Skeleton.tsx'
import { enterModal } from './toasts.ts'
import { createQuestion, typedNow } from './typed.tsx'

export interface DialogProps {
  open: boolean
  /**
   * Called for Escape, the close button and a press beside the dialog, once nothing typed in it would be lost or its
   * person said that it may be; set `open` to false in it.
   */
  onClose: () => void
  title: string
  /** A line below the title. */
  lead?: JSX.Element
  /** The buttons, as `Actions` orders them: the primary one last. */
  footer?: JSX.Element
  size?: 'small' | 'medium' | 'large'
  /** Stays when somebody presses beside it: for forms with text in them. */
  sticky?: boolean
  children: JSX.Element
}

const FOCUSABLE =
  'a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),textarea:not(:disabled),[tabindex="0"]'

/** Keeps Tab inside, so that it never wanders through the browser's own bars. */
const wrapTab = (event: KeyboardEvent, dialog: HTMLElement): void => {
  if (event.key !== 'Tab') return
  const inside = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) =>
    element.checkVisibility(),
  )
  const edge = event.shiftKey ? inside[0] : inside.at(-1)
  const other = event.shiftKey ? inside.at(-1) : inside[0]
  if (document.activeElement === edge && other) {
    event.preventDefault()
    other.focus()
  }
}

const isBeside = (event: MouseEvent, dialog: HTMLElement): boolean => {
  const box = dialog.getBoundingClientRect()
  const { clientX: x, clientY: y } = event
  return event.target === dialog && (x < box.left || x > box.right || y < box.top || y > box.bottom)
}

const Modal = (props: DialogProps & { look: string | undefined }) => {
  const id = createUniqueId()
  const opener = document.activeElement
  const question = createQuestion(Dialog)
  const before = new Set(untrack(typedNow))
  const close = () => {
    if (typedNow().every((isTyped) => before.has(isTyped))) props.onClose()
    else void question.ask(() => props.onClose())
  }
  const show = (dialog: HTMLDialogElement) => {
    let leave = () => {}
    queueMicrotask(() => {
      if (!dialog.isConnected) return
      dialog.showModal()
      leave = enterModal(dialog)
      dialog.querySelector<HTMLElement>('[autofocus]')?.focus()
    })
    onCleanup(() => {
      leave()
      dialog.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    })
  }
  return (
    <dialog
      ref={show}
      class={classes(styles.dialog, props.look)}
      aria-labelledby={`${id}-title`}
      onCancel={actInstead(close)}
      onClose={(event) => {
        // The browser closed it without asking us, as at a second Escape or by a phone's gesture.
        if (!event.currentTarget.isConnected) return
        event.currentTarget.showModal()
        close()
      }}
      onKeyDown={whenNotComposing((event) => wrapTab(event, event.currentTarget))}
      onMouseDown={(event) => {
        if (!props.sticky && isBeside(event, event.currentTarget)) close()
      }}
    >
      <header class={styles.head}>
        <div>
          <h2 class={styles.title} id={`${id}-title`}>
            {props.title}
          </h2>
          <Show when={props.lead}>
            <p class={styles.lead}>{props.lead}</p>
          </Show>
        </div>
        <IconButton icon={X} label={t('common.actions.close')} onClick={close} />
      </header>
      <div class={styles.body}>
        {/* What loads in here must not take the page behind (and this dialog with it) off the screen. */}
        <Suspense fallback={<Skeleton rows={3} shape="lines" />}>{props.children}</Suspense>
      </div>
      <Show when={props.footer}>
        <footer class={styles.foot}>
          <Actions>{props.footer}</Actions>
        </footer>
      </Show>
      {question.view()}
    </dialog>
  )
}

/** Counts what is open, so that the page behind does not scroll. */
let openCount = 0
const holdPage = () => {
  openCount += 1
  document.documentElement.style.overflow = 'hidden'
  onCleanup(() => {
    openCount -= 1
    if (openCount === 0) document.documentElement.style.overflow = ''
  })
}

const Opened = (props: DialogProps & { look: string | undefined }) => {
  createEffect(holdPage)
  return <Modal {...props} />
}

/** A window over the page for one decision or one short form. On a phone it rises from the bottom. */
export const Dialog = (props: DialogProps) => (
  <Show when={props.open}>
    <Opened {...props} look={styles[props.size ?? 'medium']} />
  </Show>
)

/** A panel from the side (from below on a phone) for details beside the page. */
export const Sheet = (props: DialogProps) => (
  <Show when={props.open}>
    <Opened {...props} look={styles.sheet} />
  </Show>
)
