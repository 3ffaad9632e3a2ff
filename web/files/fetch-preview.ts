/** Fetches what the worker made of a file; throws what a screen shows as *cannot be shown*. */
export const fetchPreview = async (url: string): Promise<Response> => {
  const answer = await fetch(url, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer
}
