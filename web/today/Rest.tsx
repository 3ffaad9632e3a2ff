import { Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import styles from './Rest.module.css'

/** How many more of a list there are than Today shows, and the way to them: another screen, or the same list whole. */
export const Rest = (props: { count: number; href?: string; busy?: boolean; onShow?: () => void }) => {
  const words = () => t('today.more', { count: props.count })
  return (
    <Show when={props.count > 0}>
      <Show
        when={props.href}
        fallback={
          <Button small class={styles.rest} busy={props.busy ?? false} onClick={() => props.onShow?.()}>
            {words()}
          </Button>
        }
      >
        {(href) => (
          <LinkButton small class={styles.rest} href={href()}>
            {words()}
          </LinkButton>
        )}
      </Show>
    </Show>
  )
}
