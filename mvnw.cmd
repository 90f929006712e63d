@echo off
rem Runs Maven: the one on the PATH, else the one that .mvn\wrapper\maven-wrapper.properties names, fetched once and checked.
setlocal EnableExtensions EnableDelayedExpansion
where mvn >nul 2>&1
if not errorlevel 1 (
    call mvn %*
    exit /b !ERRORLEVEL!
)
set "PROPERTIES=%~dp0.mvn\wrapper\maven-wrapper.properties"
for /f "usebackq tokens=1,* delims==" %%A in ("%PROPERTIES%") do (
    if "%%A"=="distributionUrl" set "URL=%%B"
    if "%%A"=="distributionSha256Sum" set "SUM=%%B"
)
for %%N in ("%URL%") do set "NAME=%%~nN"
set "NAME=%NAME:-bin=%"
if defined MVNW_URL set "URL=%MVNW_URL%"
set "STORE=%USERPROFILE%\.m2\wrapper\dists\sendense"
if not exist "%STORE%\%NAME%\bin\mvn.cmd" (
    powershell -NoProfile -Command "$ErrorActionPreference='Stop'; $ProgressPreference='SilentlyContinue'; New-Item -ItemType Directory -Force '%STORE%' | Out-Null; $z='%STORE%\maven.zip'; Invoke-WebRequest -UseBasicParsing '%URL%' -OutFile $z; $h=(Get-FileHash -Algorithm SHA256 $z).Hash.ToLower(); if ($h -ne '%SUM%') { throw \"SHA-256 is $h, expected %SUM%\" }; Expand-Archive -Force $z '%STORE%'; Remove-Item $z"
    if errorlevel 1 exit /b 1
)
call "%STORE%\%NAME%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
