import type { Posting } from '#domain/messages/channel.ts'
import { t } from '../i18n/translate.ts'
import { Choice } from '../ui/CheckboxField.tsx'

/** Who may write in a channel, as a choice. */
export const PostingChoice = (props: { value: Posting; onChange: (next: Posting) => void }) => (
  <Choice
    label={t('messages.posting.label')}
    name="posting"
    value={props.value}
    onChange={props.onChange}
    options={[
      { value: 'everyone', label: t('messages.posting.everyone') },
      { value: 'staff', label: t('messages.posting.staff') },
    ]}
  />
)
