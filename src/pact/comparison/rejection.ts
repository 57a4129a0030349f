/** Whether a request may lack credentials: its expected response rejects it for that or for another reason. */
export function mayBeAnonymous(status: number): boolean {
  return isRejection(status) && status !== 400 && status !== 422
}

/** Whether a request may be invalid: its expected response rejects it for that or for another reason. */
export function mayBeInvalid(status: number): boolean {
  return isRejection(status) && status !== 401 && status !== 403
}

function isRejection(status: number): boolean {
  return status >= 400 && status < 500
}
