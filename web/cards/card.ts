/** Two beside each other, five below: a sheet of A4. */
export const ON_SHEET = 10

/** What a card says: whom or what it is for, what is to be typed, and one sentence of advice. */
export interface PrintedCard {
  over?: string
  title: string
  facts: { label: string; value: string }[]
  foot: string
}
