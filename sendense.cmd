@echo off
rem Runs Sendense in any of its roles. Finds a JDK 25, builds on first use, then runs.
setlocal EnableExtensions EnableDelayedExpansion
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "DIST=%ROOT%\packaging\target\dist"
set "JDK="

if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%J in ('where javac 2^>nul') do if not defined JDK call :try "%%~dpJ.."
for %%B in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
    if not defined JDK for /d %%J in ("%%~B\*") do if not defined JDK call :try "%%~J"
)
if not defined JDK (
    echo sendense: no JDK 25 was found ^(looked at JAVA_HOME, the PATH and the usual install folders^). 1>&2
    echo Install one, for instance: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
    echo or unpack one anywhere and set JAVA_HOME to its folder. 1>&2
    exit /b 1
)
set "JAVA_HOME=%JDK%"

if "%~1"=="test" (
    call "%ROOT%\mvnw.cmd" -B -ntp -f "%ROOT%\pom.xml" verify
    exit /b !ERRORLEVEL!
)

set "BUILD="
if not exist "%DIST%\built" set "BUILD=1"
if exist "%ROOT%\engine\src" if not defined BUILD (
    powershell -NoProfile -Command "$t=(Get-Item '%DIST%\built').LastWriteTimeUtc; $f=Get-ChildItem -Recurse -File '%ROOT%\pom.xml','%ROOT%\engine\pom.xml','%ROOT%\ui\pom.xml','%ROOT%\app\pom.xml','%ROOT%\engine\src\main','%ROOT%\ui\src\main','%ROOT%\app\src\main' | Where-Object LastWriteTimeUtc -gt $t | Select-Object -First 1; if ($f) { exit 1 } else { exit 0 }"
    if errorlevel 1 set "BUILD=1"
)
if defined BUILD if exist "%ROOT%\engine\src" (
    echo sendense: building ^(the first time takes some minutes, as libraries are fetched^) ... 1>&2
    set "COMMIT=unknown"
    for /f "delims=" %%C in ('git -C "%ROOT%" rev-parse --short^=12 HEAD 2^>nul') do set "COMMIT=%%C"
    if not exist "%ROOT%\packaging\target" mkdir "%ROOT%\packaging\target"
    call "%ROOT%\mvnw.cmd" -B -ntp -q -f "%ROOT%\pom.xml" -DskipTests -Dspotless.check.skip=true "-Dsendense.commit=!COMMIT!" package > "%ROOT%\packaging\target\build.log" 2>&1
    if errorlevel 1 (
        type "%ROOT%\packaging\target\build.log" 1>&2
        echo sendense: the build failed 1>&2
        exit /b 1
    )
    type nul > "%DIST%\built"
)

set "GRAPHICS="
if "%~1"=="" set "GRAPHICS=1"
if "%~1"=="console" set "GRAPHICS=1"
if "%~1"=="demo" set "GRAPHICS=1"
set "MODULES="
if defined GRAPHICS set MODULES=--module-path "%DIST%\javafx" --add-modules javafx.controls,javafx.fxml --enable-native-access=javafx.graphics
set "HEAP=320m"
if "%~1"=="demo" set "HEAP=768m"
if "%~1"=="lab" set "HEAP=768m"
"%JDK%\bin\java" -XX:+UseSerialGC -Xmx%HEAP% -XX:MaxDirectMemorySize=192m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MODULES% -cp "%DIST%\lib\*" io.sendense.app.Main %*
exit /b %ERRORLEVEL%

:try
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>&1
if errorlevel 1 exit /b 1
for %%D in ("%~1") do set "JDK=%%~fD"
exit /b 0
