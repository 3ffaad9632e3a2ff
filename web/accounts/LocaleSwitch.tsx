import Languages from 'lucide-solid/icons/languages'
import { For } from 'solid-js'
import { setLocale } from '../i18n/locale.ts'
import { LOCALE_NAMES, LOCALES, locale } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './Welcome.module.css'

/** The languages by their own names, before anybody is signed in. */
export const LocaleSwitch = () => (
  <div class={styles.locales}>
    <Icon of={Languages} />
    <For each={LOCALES}>
      {(one) => (
        <button
          type="button"
          lang={one}
          class={classes(styles.locale, one === locale() && styles.chosen)}
          aria-pressed={one === locale()}
          onClick={() => void setLocale(one, { remember: true })}
        >
          {LOCALE_NAMES[one]}
        </button>
      )}
    </For>
  </div>
)
