import Ellipsis from 'lucide-solid/icons/ellipsis'
import { Index, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button, type ButtonLook, LinkButton } from './Button.tsx'
import type { IconType } from './Icon.tsx'
import { Menu } from './Menu.tsx'
import { isPhone } from './media.ts'

/** Something that can be done with a page. */
export interface Act {
  label: string
  icon?: IconType
  look?: ButtonLook
  busy?: boolean
  onSelect?: () => void
  /** Goes to this route instead. */
  href?: string
}

const ActButton = (props: { act: Act }) => (
  <Show
    when={props.act.href}
    fallback={
      <Button
        look={props.act.look}
        icon={props.act.icon}
        busy={props.act.busy}
        onClick={() => props.act.onSelect?.()}
      >
        {props.act.label}
      </Button>
    }
  >
    {(href) => (
      <LinkButton look={props.act.look} icon={props.act.icon} href={href()}>
        {props.act.label}
      </LinkButton>
    )}
  </Show>
)

/**
 * The acts of a page, the most likely one last. On a phone that one is a button and the others are behind *More*, so that
 * they are one row however long their words are.
 */
export const Acts = (props: { acts: readonly Act[] }) => {
  // By place: a button that becomes busy is the same button, and keeps the focus.
  const folded = () => isPhone() && props.acts.length > 1
  const shown = () => (folded() ? props.acts.slice(-1) : props.acts)
  return (
    <>
      <Index each={shown()}>{(act) => <ActButton act={act()} />}</Index>
      <Show when={folded()}>
        <Menu label={t('common.actions.more')} icon={Ellipsis} items={props.acts.slice(0, -1)} />
      </Show>
    </>
  )
}
