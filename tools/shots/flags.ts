/** What was asked for on the command line of `npm run shots`. */
export interface Flags {
  /** A running demo to look at, instead of one of our own. */
  url: string | null
  /** Pictures whose file name matches. */
  only: RegExp
  /** Writes the pictures of the README instead of the album. */
  readme: boolean
}

const textOf = (args: readonly string[], name: string): string | null =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null

/** Throws with one sentence for a flag that is not known. */
export const readFlags = (args: readonly string[]): Flags => {
  const unknown = args.find((arg) => arg !== '--readme' && !/^--(url|only)=./.test(arg))
  if (unknown)
    throw new Error(`${unknown} is not known: use --url=http://…, --only=part-of-a-name, --readme.`)
  return {
    url: textOf(args, 'url')?.replace(/\/$/, '') ?? null,
    only: new RegExp(textOf(args, 'only') ?? ''),
    readme: args.includes('--readme'),
  }
}
