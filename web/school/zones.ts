/** The zones to choose from. The browser's list leaves out UTC and old names, which a device or a school may use. */
export const zoneOptions = (...used: string[]): { value: string; label: string }[] =>
  [...new Set([...used, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
    .sort()
    .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
