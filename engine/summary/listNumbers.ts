/** More than there are different lists in the sessions of a log. */
const LISTS_MAX = 2 ** 25

/** Gives equal lists one number, and pairs of lists too. A list that was asked for before is found by its identity: most sessions share theirs. */
export class ListNumbers {
  private readonly byList = new Map<readonly number[], number>()
  private readonly byText = new Map<string, number>()

  of(list: readonly number[]): number {
    const known = this.byList.get(list)
    if (known !== undefined) return known
    const text = list.join(' ')
    const number = this.byText.get(text) ?? this.byText.size
    this.byText.set(text, number)
    this.byList.set(list, number)
    return number
  }

  ofPair(one: readonly number[], other: readonly number[]): number {
    return this.of(one) * LISTS_MAX + this.of(other)
  }
}
