export const root: string
export const parts: Record<string, string>

/** The halves that have to be built, with the stamps they will have. */
export const outOfDate: () => { half: 'server' | 'web'; stamp: string }[]
