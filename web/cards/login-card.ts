import { t } from '../i18n/translate.ts'
import type { PrintedCard } from './card.ts'

/** The card of a first password, for its person to take along. */
export const loginCardOf = (account: {
  name: string
  username: string
  firstPassword: string
  classes?: string
}): PrintedCard => ({
  ...(account.classes && { over: account.classes }),
  title: account.name,
  facts: [
    { label: t('accounts.first.username'), value: account.username },
    { label: t('accounts.first.password'), value: account.firstPassword },
  ],
  foot: t('cards.own'),
})
