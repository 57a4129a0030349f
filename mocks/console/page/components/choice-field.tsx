/** Selects one of a few values, each with what is shown of it. */
export function ChoiceField<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly choices: readonly (readonly [value: T, shown: string])[]
  readonly onChange: (value: T) => void
}) {
  const { label, value, choices, onChange } = props
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = choices.find(([each]) => each === currentTarget.value)
        if (chosen !== undefined) onChange(chosen[0])
      }}
    >
      {choices.map(([each, shown]) => (
        <option key={each} value={each}>
          {shown}
        </option>
      ))}
    </select>
  )
}

/** Selects an operation; the empty text is every one. */
export function OperationField(props: {
  readonly value: string
  readonly operations: readonly { readonly id: string }[]
  readonly onChange: (id: string) => void
}) {
  const { value, operations, onChange } = props
  const known = operations.map(({ id }) => [id, id] as const)
  return (
    <ChoiceField
      label="Operation"
      value={value}
      choices={[['', 'every operation'], ...known]}
      onChange={onChange}
    />
  )
}
