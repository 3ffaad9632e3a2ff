export const root: string
export const parts: Record<string, string>
