/** Asks until there is an answer, and gives it; fails with this sentence after fifteen seconds. */
export async function until<Answer>(sentence: string, ask: () => Promise<Answer>): Promise<NonNullable<Answer>> {
  for (const deadline = Date.now() + 15_000; ; ) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(sentence)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
