/// Repositories: folders of restore points that are complete by themselves, in an open format.
///
/// In: a folder and a clock. Out: restore points, drafts, the sweep of what dead processes left.
/// Everything below `vms/` is the business of `repository.point`; this package finds it.
///
///     repository.json                                  format version, id, what is fixed for life
///     vms/<instance uuid>-<first 8 of the source's>/
///         vm.json                                      names the VM has had
///         points/<yyyyMMdd'T'HHmmss'Z'>-<id>/          a restore point
///             point.json  config.xml  nvram  disk-<key>.qcow2  disk-<key>.sums
///         points/.draft-<id>/                          a run in progress
///         points/.draft-<id>.<process>.lock            held while that run lives
///
/// Any thread may call anything. A crash while a repository is made leaves no `repository.json`, and
/// it can be made again.
package io.sendense.engine.repository;
